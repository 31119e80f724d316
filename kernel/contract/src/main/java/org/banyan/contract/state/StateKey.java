package org.banyan.contract.state;

import java.util.Arrays;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * Writes a state key: the field number as a varint, then each key in order. Addresses and hashes are their 32 bytes, numbers 8 bytes big-endian, strings and
 * bytes their length as a varint and then themselves; so no key is the beginning of another one of the same field. Confined to one thread.
 */
public final class StateKey {
    /** A field, a short name and an address. */
    private static final int SIZE_USUAL = 40;

    private byte[] buffer = new byte[SIZE_USUAL];
    private int size;

    private StateKey() {}

    /** The key of a cell, and the beginning of all keys of a map. */
    public static StateKey field(int number) {
        StateKey key = new StateKey();
        key.varint(number);
        return key;
    }

    public StateKey address(Address value) {
        return hash(value.hash());
    }

    public StateKey hash(Hash value) {
        reserve(Hash.SIZE);
        value.write(buffer, size);
        size += Hash.SIZE;
        return this;
    }

    public StateKey uint64(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** @throws IllegalArgumentException if {@code value} holds an unpaired surrogate */
    public StateKey string(String value) {
        return sized(Utf8.encode(value).readOnlyArray());
    }

    public StateKey bytes(Bytes value) {
        return sized(value.readOnlyArray());
    }

    public Bytes toBytes() {
        // A full buffer is handed over: whatever comes next needs another one.
        return Bytes.wrap(size == buffer.length ? buffer : Arrays.copyOf(buffer, size));
    }

    private StateKey sized(byte[] value) {
        varint(value.length);
        reserve(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    private void varint(int value) {
        if (buffer.length - size < 5) {
            reserve(5);
        }
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (buffer.length - size < more) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), Math.multiplyExact(buffer.length, 2)));
        }
    }
}
