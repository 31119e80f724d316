package org.banyan.contract.generated;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CodecException;

/** Fields whose Java type the canonical codec does not know by itself, and the limits that records check. */
public final class Fields {
    /** Most elements of a repeated field that declares no {@code max}. */
    public static final int ELEMENTS_MAX = 1024;

    /** Most UTF-8 bytes of one {@code char}. */
    private static final int UTF8_BYTES_MAX = 3;

    private Fields() {}

    /** @throws IllegalArgumentException if {@code value} has more bytes */
    public static void refuseLonger(String field, Bytes value, int bytesMax) {
        refuseMore(field, value.size(), bytesMax, "bytes");
    }

    /** @throws IllegalArgumentException if {@code value} has more UTF-8 bytes */
    public static void refuseLonger(String field, String value, int bytesMax) {
        if (value.length() <= bytesMax / UTF8_BYTES_MAX) {
            return;
        }
        refuseMore(field, value.getBytes(StandardCharsets.UTF_8).length, bytesMax, "bytes");
    }

    /** @throws IllegalArgumentException if {@code values} has more elements */
    public static void refuseLonger(String field, Collection<?> values, int countMax) {
        refuseMore(field, values.size(), countMax, "elements");
    }

    /** @throws IllegalArgumentException if more than one is present */
    public static void refuseSeveral(String oneof, Optional<?>... members) {
        int present = 0;
        for (Optional<?> member : members) {
            present += member.isPresent() ? 1 : 0;
        }
        if (present > 1) {
            throw new IllegalArgumentException("at most one of " + oneof + " may be present but " + present + " are");
        }
    }

    /** @throws CodecException if the number names no value of the enum */
    public static <T> T known(CanonicalReader in, int field, IntFunction<T> fromNumber) {
        int number = in.uint32(field);
        try {
            return fromNumber.apply(number);
        } catch (IllegalArgumentException unknown) {
            throw in.refused("field " + field + ": " + unknown.getMessage());
        }
    }

    public static <T> List<Bytes> encoded(List<T> values, Function<T, Bytes> encode) {
        return values.stream().map(encode).toList();
    }

    /** @throws CodecException if an element is no value of the field's type, or there are more than {@code countMax} */
    public static <T> List<T> decoded(CanonicalReader in, int field, int countMax, Function<Bytes, T> decode) {
        List<T> values = new ArrayList<>();
        for (Bytes element : in.repeatedBytes(field, countMax)) {
            try {
                values.add(decode.apply(element));
            } catch (IllegalArgumentException malformed) {
                throw in.refused("field " + field + ": " + malformed.getMessage());
            }
        }
        return values;
    }

    public static <T> List<Long> packed(List<T> values, ToLongFunction<T> number) {
        return values.stream().map(number::applyAsLong).toList();
    }

    /** @throws CodecException if a number is no value of the field's type, or there are more than {@code countMax} */
    public static <T> List<T> unpacked(CanonicalReader in, int field, int countMax, LongFunction<T> fromNumber) {
        List<T> values = new ArrayList<>();
        for (long number : in.packedUint64(field, countMax)) {
            try {
                values.add(fromNumber.apply(number));
            } catch (IllegalArgumentException outside) {
                throw in.refused("field " + field + ": " + outside.getMessage());
            }
        }
        return values;
    }

    /** @throws IllegalArgumentException beyond 32 bits */
    public static int uint32(long number) {
        if (number >>> 32 != 0) {
            throw new IllegalArgumentException(Long.toUnsignedString(number) + " exceeds 32 bits");
        }
        return (int) number;
    }

    /** @throws IllegalArgumentException unless 0 or 1 */
    public static boolean bool(long number) {
        if (number >>> 1 != 0) {
            throw new IllegalArgumentException(Long.toUnsignedString(number) + " is no boolean");
        }
        return number == 1;
    }

    private static void refuseMore(String field, int size, int max, String unit) {
        if (size > max) {
            throw new IllegalArgumentException(field + " has " + size + " " + unit + " but at most " + max + " fit");
        }
    }
}
