package org.banyan.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 32-byte hash, held as four big-endian words so that it needs no array and compares fast.
 *
 * <p>Order is that of the unsigned bytes. Immutable and thread-safe.
 */
public record Hash(long word0, long word1, long word2, long word3) implements Comparable<Hash> {
    public static final int SIZE = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** @throws IllegalArgumentException unless {@code bytes} has exactly {@value #SIZE} bytes */
    public static Hash of(Bytes bytes) {
        return of(bytes.readOnlyArray());
    }

    /** @throws IllegalArgumentException unless {@code bytes} has exactly {@value #SIZE} bytes */
    public static Hash of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a hash has 32 bytes but got " + bytes.length);
        }
        return read(bytes, 0);
    }

    /** Reads {@value #SIZE} bytes from {@code offset}. */
    public static Hash read(byte[] source, int offset) {
        return new Hash(
                (long) LONGS.get(source, offset),
                (long) LONGS.get(source, offset + 8),
                (long) LONGS.get(source, offset + 16),
                (long) LONGS.get(source, offset + 24));
    }

    /** Reads four words from {@code at}. */
    public static Hash read(long[] words, int at) {
        return new Hash(words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    /** Writes the four words at {@code at}. */
    public void write(long[] target, int at) {
        target[at] = word0;
        target[at + 1] = word1;
        target[at + 2] = word2;
        target[at + 3] = word3;
    }

    /** @throws IllegalArgumentException unless {@code hex} is 64 hexadecimal digits */
    public static Hash fromHex(String hex) {
        return of(Bytes.fromHex(hex));
    }

    /** Writes the {@value #SIZE} bytes at {@code offset}. */
    public void write(byte[] target, int offset) {
        LONGS.set(target, offset, word0);
        LONGS.set(target, offset + 8, word1);
        LONGS.set(target, offset + 16, word2);
        LONGS.set(target, offset + 24, word3);
    }

    public byte[] toArray() {
        byte[] bytes = new byte[SIZE];
        write(bytes, 0);
        return bytes;
    }

    public Bytes bytes() {
        return Bytes.wrap(toArray());
    }

    /** The bit at {@code index}, counted from the most significant: 0 to 255. */
    public boolean bit(int index) {
        return (word(index >>> 6) >>> (63 - (index & 63)) & 1) == 1;
    }

    /** The four bits at nibble {@code index}, counted from the most significant: 0 to 63. */
    public int nibble(int index) {
        return (int) (word(index >>> 4) >>> (60 - 4 * (index & 15))) & 0xf;
    }

    private long word(int index) {
        return switch (index) {
            case 0 -> word0;
            case 1 -> word1;
            case 2 -> word2;
            case 3 -> word3;
            default -> throw new IndexOutOfBoundsException(index);
        };
    }

    public String toHex() {
        return bytes().toHex();
    }

    @Override
    public int compareTo(Hash other) {
        int order = Long.compareUnsigned(word0, other.word0);
        order = order != 0 ? order : Long.compareUnsigned(word1, other.word1);
        order = order != 0 ? order : Long.compareUnsigned(word2, other.word2);
        return order != 0 ? order : Long.compareUnsigned(word3, other.word3);
    }

    /** Written out, as is {@link #hashCode}: hashes are the keys of the hottest maps, and what a record generates is not always inlined there. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Hash hash
                        && word0 == hash.word0
                        && word1 == hash.word1
                        && word2 == hash.word2
                        && word3 == hash.word3;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(word0 + 31 * (word1 + 31 * (word2 + 31 * word3)));
    }

    /** Hexadecimal digits. */
    @Override
    public String toString() {
        return toHex();
    }
}
