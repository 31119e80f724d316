package org.banyan.contract.state;

import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * How values of one type are stored: one byte string per value. Numbers and amounts are big-endian without leading zeros, flags one byte 1, text UTF-8,
 * messages their canonical encoding. A default (0, false, empty) is stored as no entry at all, so one state has one representation; an empty message is
 * present.
 *
 * @param emptyIsAbsent whether the empty byte string stands for the default
 */
public record StoredValue<V>(Function<V, Bytes> encode, Function<Bytes, V> decode, boolean emptyIsAbsent) {
    public static final StoredValue<Amount> AMOUNT = new StoredValue<>(Amount::toBytes, Amount::fromBytes, true);
    public static final StoredValue<Long> NUMBER =
            new StoredValue<>(StoredValue::numberBytes, StoredValue::number, true);
    public static final StoredValue<Boolean> FLAG =
            new StoredValue<>(flag -> numberBytes(flag ? 1 : 0), StoredValue::flag, true);
    public static final StoredValue<Address> ADDRESS =
            new StoredValue<>(Address::bytes, bytes -> new Address(Hash.of(bytes)), false);
    public static final StoredValue<Hash> HASH = new StoredValue<>(Hash::bytes, Hash::of, false);
    public static final StoredValue<String> STRING = new StoredValue<>(Utf8::encode, Utf8::decode, true);
    public static final StoredValue<Bytes> BYTES = new StoredValue<>(bytes -> bytes, bytes -> bytes, true);

    public static <V> StoredValue<V> message(Codec<V> codec) {
        return new StoredValue<>(codec::encode, codec::decode, false);
    }

    public static <V> StoredValue<V> enumeration(ToIntFunction<V> number, IntFunction<V> fromNumber) {
        return new StoredValue<>(
                value -> numberBytes(number.applyAsInt(value)),
                bytes -> fromNumber.apply(Math.toIntExact(number(bytes))),
                true);
    }

    public Bytes toBytes(V value) {
        return encode.apply(value);
    }

    /** @throws ContractFailure with {@link CommonFailure#BAD_STATE} if nothing of this type is stored so */
    public V fromBytes(Bytes bytes) {
        try {
            return decode.apply(bytes);
        } catch (IllegalArgumentException | ArithmeticException | CodecException malformed) {
            throw new ContractFailure(
                    CommonFailure.BAD_STATE, "a stored value is malformed: " + malformed.getMessage());
        }
    }

    private static Bytes numberBytes(long value) {
        int size = Long.BYTES - Long.numberOfLeadingZeros(value) / Byte.SIZE;
        byte[] bytes = new byte[size];
        long rest = value;
        for (int i = size - 1; i >= 0; i--) {
            bytes[i] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        return Bytes.wrap(bytes);
    }

    private static long number(Bytes bytes) {
        if (bytes.size() > Long.BYTES || bytes.isEmpty() || bytes.at(0) == 0) {
            throw new IllegalArgumentException("a number has 1 to 8 bytes and no leading zero");
        }
        long value = 0;
        for (int i = 0; i < bytes.size(); i++) {
            value = value << Byte.SIZE | bytes.at(i) & 0xff;
        }
        return value;
    }

    private static boolean flag(Bytes bytes) {
        if (number(bytes) != 1) {
            throw new IllegalArgumentException("a flag is one byte 1");
        }
        return true;
    }
}
