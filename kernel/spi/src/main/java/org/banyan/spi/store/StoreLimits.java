package org.banyan.spi.store;

import org.banyan.types.Bytes;

/** The limits of {@link KeyValueStore}, checked in one place for every driver. {@link WriteBatch} applies them when an operation is added. */
public final class StoreLimits {
    private StoreLimits() {}

    /** @throws IllegalArgumentException if {@code key} is empty or longer than {@link KeyValueStore#KEY_BYTES_MAX} */
    public static void requireKey(Bytes key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a key must have at least 1 byte");
        }
        requireBound(key);
    }

    /**
     * For the ends of a scan, which may be empty.
     *
     * @throws IllegalArgumentException if {@code bound} is longer than {@link KeyValueStore#KEY_BYTES_MAX}
     */
    public static void requireBound(Bytes bound) {
        if (bound.size() > KeyValueStore.KEY_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a key has at most " + KeyValueStore.KEY_BYTES_MAX + " bytes but this one has " + bound.size());
        }
    }

    /** @throws IllegalArgumentException if {@code value} is longer than {@link KeyValueStore#VALUE_BYTES_MAX} */
    public static void requireValue(Bytes value) {
        if (value.size() > KeyValueStore.VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a value has at most " + KeyValueStore.VALUE_BYTES_MAX + " bytes but this one has " + value.size());
        }
    }
}
