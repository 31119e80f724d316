package org.banyan.types.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * Writes the canonical encoding. Fields are written in ascending order; defaults (0, false, empty) are left out.
 *
 * <p>A nested message is written in place behind one byte for its length, and moved when the length needs more. Confined to one thread.
 */
public final class CanonicalWriter {
    static final int WIRE_VARINT = 0;
    static final int WIRE_BYTES = 2;

    /** Most bytes of a buffer that a thread keeps for its next encoding. */
    static final int KEPT_BYTES_MAX = 1 << 20;

    private static final byte[] NOTHING = {};
    private static final int FIRST_SIZE = 128;

    private static final ThreadLocal<Spare> SPARE = ThreadLocal.withInitial(Spare::new);

    private static final class Spare {
        private byte[] buffer = NOTHING;
    }

    private byte[] buffer;
    private int size;
    private int lastField;

    public CanonicalWriter() {
        buffer = NOTHING;
    }

    /** For large values: {@code expectedSize} is a guess at the size; when it is exact, nothing is copied. */
    public CanonicalWriter(int expectedSize) {
        buffer = new byte[expectedSize];
    }

    private CanonicalWriter(byte[] buffer) {
        this.buffer = buffer;
    }

    /**
     * What {@code writing} writes. Its buffer is the one that this thread used last, so that a small value costs no more memory than its own bytes; an
     * encoding within an encoding gets another one.
     */
    static Bytes encode(int expectedSize, Consumer<CanonicalWriter> writing) {
        if (expectedSize > KEPT_BYTES_MAX) {
            CanonicalWriter out = new CanonicalWriter(expectedSize);
            writing.accept(out);
            return out.toBytes();
        }
        Spare spare = SPARE.get();
        CanonicalWriter out = new CanonicalWriter(spare.buffer);
        spare.buffer = NOTHING;
        out.reserve(expectedSize);
        writing.accept(out);
        Bytes written = Bytes.wrap(Arrays.copyOf(out.buffer, out.size));
        if (out.buffer.length <= KEPT_BYTES_MAX && out.buffer.length >= spare.buffer.length) {
            spare.buffer = out.buffer;
        }
        return written;
    }

    /** Bytes that an element of a repeated field takes, with its tag and length. */
    public static long elementSize(int field, int bytes) {
        return varintSize(field << 3) + varintSize(bytes) + (long) bytes;
    }

    public void uint64(int field, long value) {
        begin(field);
        if (value != 0) {
            tag(field, WIRE_VARINT);
            varint(value);
        }
    }

    /** {@code value} is unsigned. */
    public void uint32(int field, int value) {
        uint64(field, Integer.toUnsignedLong(value));
    }

    public void bool(int field, boolean value) {
        uint64(field, value ? 1 : 0);
    }

    public void bytes(int field, Bytes value) {
        begin(field);
        if (!value.isEmpty()) {
            element(field, value.readOnlyArray());
        }
    }

    /** @throws IllegalArgumentException if {@code value} holds an unpaired surrogate */
    public void string(int field, String value) {
        begin(field);
        if (!value.isEmpty()) {
            element(field, utf8(value));
        }
    }

    /** 32 bytes; never left out. */
    public void hash(int field, Hash value) {
        begin(field);
        hashElement(field, value);
    }

    private void hashElement(int field, Hash value) {
        tag(field, WIRE_BYTES);
        varint(Hash.SIZE);
        reserve(Hash.SIZE);
        value.write(buffer, size);
        size += Hash.SIZE;
    }

    public void optionalHash(int field, Optional<Hash> value) {
        begin(field);
        value.ifPresent(present -> hashElement(field, present));
    }

    /** Minimal big-endian bytes; zero is left out. */
    public void amount(int field, Amount value) {
        bytes(field, value.toBytes());
    }

    /** A present message is written even when it is empty. */
    public <T> void message(int field, T value, Codec<T> codec) {
        begin(field);
        nested(field, value, codec);
    }

    public <T> void optionalMessage(int field, Optional<T> value, Codec<T> codec) {
        begin(field);
        value.ifPresent(present -> nested(field, present, codec));
    }

    public <T> void repeated(int field, List<T> values, Codec<T> codec) {
        begin(field);
        for (T value : values) {
            nested(field, value, codec);
        }
    }

    /** Elements are written even when empty; also for messages that are already encoded. */
    public void repeatedBytes(int field, List<Bytes> values) {
        begin(field);
        for (Bytes value : values) {
            element(field, value.readOnlyArray());
        }
    }

    public void repeatedStrings(int field, List<String> values) {
        begin(field);
        for (String value : values) {
            element(field, utf8(value));
        }
    }

    /** Packed varints; an empty list is left out. */
    public void packedUint64(int field, List<Long> values) {
        begin(field);
        if (values.isEmpty()) {
            return;
        }
        tag(field, WIRE_BYTES);
        int start = openLength();
        for (long value : values) {
            varint(value);
        }
        closeLength(start);
    }

    /** The bytes written so far. */
    public Bytes toBytes() {
        // A full buffer is handed over: whatever is written next needs room and so another buffer.
        return Bytes.wrap(size == buffer.length ? buffer : Arrays.copyOf(buffer, size));
    }

    private void begin(int field) {
        if (field <= lastField) {
            throw new IllegalStateException("field " + field + " is written after field " + lastField);
        }
        lastField = field;
    }

    private <T> void nested(int field, T value, Codec<T> codec) {
        tag(field, WIRE_BYTES);
        int start = openLength();
        int outerField = lastField;
        lastField = 0;
        codec.write(value, this);
        lastField = outerField;
        closeLength(start);
    }

    private void element(int field, byte[] value) {
        tag(field, WIRE_BYTES);
        varint(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
    }

    private int openLength() {
        reserve(1);
        return ++size;
    }

    private void closeLength(int start) {
        int length = size - start;
        int extra = varintSize(length) - 1;
        if (extra > 0) {
            reserve(extra);
            System.arraycopy(buffer, start, buffer, start + extra, length);
        }
        size = start - 1;
        varint(length);
        size += length;
    }

    private void tag(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        if (buffer.length - size < 10) {
            reserve(varintSize(value));
        }
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    private static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            int doubled = Math.max(FIRST_SIZE, Math.multiplyExact(buffer.length, 2));
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), doubled));
        }
    }

    private static byte[] utf8(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(value.codePointAt(i))) {
                    throw new IllegalArgumentException("text is not valid Unicode: character " + i + " has no partner");
                }
                i++;
            }
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
