package org.banyan.types;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An immutable byte string, compared as unsigned bytes.
 *
 * <p>{@link #copyOf} copies at the door; {@link #wrap} takes ownership of an array that nobody else may change afterwards, for hot paths that have just
 * made it. Thread-safe.
 */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;
    private int hash;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Copies {@code source}. */
    public static Bytes copyOf(byte[] source) {
        return source.length == 0 ? EMPTY : new Bytes(source.clone());
    }

    /** Takes ownership of {@code owned}: the caller must not write to it again. */
    public static Bytes wrap(byte[] owned) {
        return owned.length == 0 ? EMPTY : new Bytes(owned);
    }

    /** UTF-8 bytes of {@code text}. */
    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if {@code hex} is not an even number of hexadecimal digits */
    public static Bytes fromHex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (Bytes part : parts) {
            size = Math.addExact(size, part.size());
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array, 0, joined, at, part.array.length);
            at += part.array.length;
        }
        return wrap(joined);
    }

    public int size() {
        return array.length;
    }

    public boolean isEmpty() {
        return array.length == 0;
    }

    public byte at(int index) {
        return array[index];
    }

    /**
     * Bytes from {@code from} (inclusive) to {@code to} (exclusive), copied.
     *
     * @throws IndexOutOfBoundsException if the range is not within these bytes
     */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, array.length);
        return from == 0 && to == array.length ? this : wrap(Arrays.copyOfRange(array, from, to));
    }

    public boolean startsWith(Bytes prefix) {
        return array.length >= prefix.array.length
                && Arrays.equals(array, 0, prefix.array.length, prefix.array, 0, prefix.array.length);
    }

    /** A copy that the caller owns. */
    public byte[] toArray() {
        return array.clone();
    }

    /**
     * The backing array without a copy, for encoders, hashers and stores that only read it.
     *
     * <p>Writing to it breaks every value that shares it.
     */
    public byte[] readOnlyArray() {
        return array;
    }

    public String toHex() {
        return HexFormat.of().formatHex(array);
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        int value = hash;
        if (value == 0) {
            value = Arrays.hashCode(array);
            hash = value;
        }
        return value;
    }

    /** Hexadecimal digits. */
    @Override
    public String toString() {
        return toHex();
    }
}
