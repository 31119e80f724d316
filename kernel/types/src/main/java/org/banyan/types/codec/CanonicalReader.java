package org.banyan.types.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * Strictly reads the canonical encoding.
 *
 * <p>The caller asks for fields in ascending order. An absent field yields its default; a default that was written, a field out of order, repeated or
 * unknown, a varint that is not minimal or overflows, and bytes left over are refused. Costs time and memory in proportion to the input. Confined to one
 * thread.
 */
public final class CanonicalReader {
    /** Deepest nesting of messages. */
    public static final int DEPTH_MAX = 32;

    private final byte[] buffer;
    private int position;
    private int limit;
    private int depth;

    public CanonicalReader(Bytes bytes) {
        buffer = bytes.readOnlyArray();
        limit = buffer.length;
    }

    /** Reads one message that fills the input. */
    public <T> T wholeMessage(Codec<T> codec) {
        T value = read(codec);
        end();
        return value;
    }

    /** Constructors check their values; from outside, what they refuse is a refusal of the bytes. */
    private <T> T read(Codec<T> codec) {
        try {
            return codec.read(this);
        } catch (IllegalArgumentException broken) {
            throw refused(String.valueOf(broken.getMessage()));
        }
    }

    public long uint64(int field) {
        if (!at(field, CanonicalWriter.WIRE_VARINT)) {
            return 0;
        }
        long value = varint();
        if (value == 0) {
            throw refused("field " + field + " holds the default, which is left out");
        }
        return value;
    }

    /** Unsigned, as its 32 bits. */
    public int uint32(int field) {
        long value = uint64(field);
        if (value >>> 32 != 0) {
            throw refused("field " + field + " exceeds 32 bits");
        }
        return (int) value;
    }

    public boolean bool(int field) {
        long value = uint64(field);
        if (value >>> 1 != 0) {
            throw refused("field " + field + " is a boolean but holds " + Long.toUnsignedString(value));
        }
        return value == 1;
    }

    public Bytes bytes(int field) {
        return bytes(field, Integer.MAX_VALUE);
    }

    public Bytes bytes(int field, int sizeMax) {
        return at(field, CanonicalWriter.WIRE_BYTES) ? take(written(field, sizeMax)) : Bytes.EMPTY;
    }

    public String string(int field) {
        return string(field, Integer.MAX_VALUE);
    }

    public String string(int field, int bytesMax) {
        return at(field, CanonicalWriter.WIRE_BYTES) ? text(written(field, bytesMax)) : "";
    }

    /** Length of a field that may not be empty, because then it would have been left out. */
    private int written(int field, int sizeMax) {
        int size = length();
        if (size == 0) {
            throw refused("field " + field + " holds the default, which is left out");
        }
        if (size > sizeMax) {
            throw refused("field " + field + " has " + size + " bytes, more than " + sizeMax);
        }
        return size;
    }

    /** Exactly 32 bytes, required. */
    public Hash hash(int field) {
        if (!at(field, CanonicalWriter.WIRE_BYTES)) {
            throw refused("field " + field + " (32 bytes) is missing");
        }
        return takeHash(field);
    }

    public Optional<Hash> optionalHash(int field) {
        return at(field, CanonicalWriter.WIRE_BYTES) ? Optional.of(takeHash(field)) : Optional.empty();
    }

    private Hash takeHash(int field) {
        int size = length();
        if (size != Hash.SIZE) {
            throw refused("field " + field + " must have 32 bytes but has " + size);
        }
        Hash value = Hash.read(buffer, position);
        position += Hash.SIZE;
        return value;
    }

    public Amount amount(int field) {
        Bytes value = bytes(field);
        try {
            return Amount.fromBytes(value);
        } catch (IllegalArgumentException malformed) {
            throw refused("field " + field + ": " + malformed.getMessage());
        }
    }

    /** A required message. */
    public <T> T message(int field, Codec<T> codec) {
        if (!at(field, CanonicalWriter.WIRE_BYTES)) {
            throw refused("message field " + field + " is missing");
        }
        return nested(codec);
    }

    public <T> Optional<T> optionalMessage(int field, Codec<T> codec) {
        return at(field, CanonicalWriter.WIRE_BYTES) ? Optional.of(nested(codec)) : Optional.empty();
    }

    public <T> List<T> repeated(int field, Codec<T> codec, int countMax) {
        List<T> values = new ArrayList<>();
        while (at(field, CanonicalWriter.WIRE_BYTES)) {
            refuseMoreThan(countMax, values.size(), field);
            values.add(nested(codec));
        }
        return values;
    }

    /** Elements of a repeated bytes field, or the still encoded elements of a repeated message field. */
    public List<Bytes> repeatedBytes(int field, int countMax) {
        List<Bytes> values = new ArrayList<>();
        while (at(field, CanonicalWriter.WIRE_BYTES)) {
            refuseMoreThan(countMax, values.size(), field);
            values.add(take(length()));
        }
        return values;
    }

    public List<String> repeatedStrings(int field, int countMax) {
        List<String> values = new ArrayList<>();
        while (at(field, CanonicalWriter.WIRE_BYTES)) {
            refuseMoreThan(countMax, values.size(), field);
            values.add(text(length()));
        }
        return values;
    }

    public List<Long> packedUint64(int field, int countMax) {
        List<Long> values = new ArrayList<>();
        if (at(field, CanonicalWriter.WIRE_BYTES)) {
            int outerLimit = enter();
            if (position == limit) {
                throw refused("field " + field + " is an empty packed list, which is left out");
            }
            while (position < limit) {
                refuseMoreThan(countMax, values.size(), field);
                values.add(varint());
            }
            limit = outerLimit;
        }
        return values;
    }

    /** For codecs that find a value outside its range: names the offset. */
    public CodecException refused(String what) {
        return new CodecException(what + " (at byte " + position + " of " + buffer.length + ")");
    }

    private <T> T nested(Codec<T> codec) {
        if (++depth > DEPTH_MAX) {
            throw refused("messages are nested deeper than " + DEPTH_MAX);
        }
        int outerLimit = enter();
        T value = read(codec);
        end();
        limit = outerLimit;
        depth--;
        return value;
    }

    private int enter() {
        int size = length();
        int outerLimit = limit;
        limit = position + size;
        return outerLimit;
    }

    private void end() {
        if (position != limit) {
            throw refused("a field is unknown, repeated or out of order");
        }
    }

    /** Moves past the tag when the next field is {@code field}. */
    private boolean at(int field, int wireType) {
        if (position == limit) {
            return false;
        }
        int start = position;
        long tag = varint();
        long found = tag >>> 3;
        if (found > field) {
            position = start;
            return false;
        }
        if (found < field) {
            position = start;
            throw refused("field " + found + " is unknown, repeated or out of order");
        }
        if ((tag & 7) != wireType) {
            throw refused("field " + field + " has wire type " + (tag & 7) + " but must have " + wireType);
        }
        return true;
    }

    private Bytes take(int size) {
        Bytes value = Bytes.wrap(Arrays.copyOfRange(buffer, position, position + size));
        position += size;
        return value;
    }

    private int length() {
        long size = varint();
        if (Long.compareUnsigned(size, limit - position) > 0) {
            throw refused("a length of " + Long.toUnsignedString(size) + " bytes exceeds what is left");
        }
        return (int) size;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == limit) {
                throw refused("a number is cut off");
            }
            long next = buffer[position++];
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                if (next == 0 && shift > 0) {
                    throw refused("a number is not in its shortest form");
                }
                if (shift == 63 && next > 1) {
                    throw refused("a number exceeds 64 bits");
                }
                return value;
            }
        }
        throw refused("a number exceeds 64 bits");
    }

    private String text(int size) {
        int start = position;
        position += size;
        if (isAscii(start, position)) {
            return new String(buffer, start, size, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, start, size))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw refused("text is not valid UTF-8");
        }
    }

    private boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private void refuseMoreThan(int countMax, int count, int field) {
        if (count >= countMax) {
            throw refused("field " + field + " has more than " + countMax + " elements");
        }
    }
}
