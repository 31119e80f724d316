package org.banyan.spi.store;

import java.util.Optional;
import java.util.function.Consumer;
import org.banyan.types.Bytes;

/**
 * An ordered map from byte strings to byte strings with atomic batches, owned by one chain of one process.
 *
 * <p>Keys are ordered as unsigned bytes. Thread-safe: any number of readers beside one writer. Every call after {@link #close} throws
 * {@link StoreException}. Called by the kernel, implemented by drivers. Rules: {@code docs/spi/store.md}.
 */
public interface KeyValueStore extends AutoCloseable {
    /** Longest key in bytes. */
    int KEY_BYTES_MAX = 1024;

    /** Longest value in bytes. */
    int VALUE_BYTES_MAX = 64 << 20;

    /** Most bytes of keys and values together in one batch. */
    long BATCH_BYTES_MAX = 256L << 20;

    /**
     * The value last put under {@code key}; an empty value is a value.
     *
     * @throws StoreCorruptException if the record does not pass its checksum
     * @throws IllegalArgumentException if the key is empty or too long
     */
    Optional<Bytes> get(Bytes key);

    /**
     * Entries whose key starts with {@code prefix} and is at or after {@code from}, in key order, as of this call.
     *
     * <p>{@code from} may be shorter than, equal to or after {@code prefix}; pass the prefix itself to begin at the first entry. The cursor must be closed
     * and cannot outlive the store.
     *
     * @throws IllegalArgumentException if {@code prefix} or {@code from} is longer than a key can be
     */
    Cursor scan(Bytes prefix, Bytes from);

    /**
     * Applies the batch: all of it or nothing, whatever instruction the process dies at. An empty synced batch makes the earlier ones durable.
     *
     * @throws StoreException if it failed: the process must stop and reopen the store, for nobody knows what reached the device
     */
    void write(WriteBatch batch, Durability durability);

    /** Bytes on disk or in memory, approximately. */
    long sizeBytes();

    @Override
    void close();

    enum Durability {
        /** On the device before the call returns. */
        SYNCED,
        /** May be lost by a power cut, but never torn or reordered with other batches. */
        BUFFERED
    }

    /** A walk over entries. Confined to one thread. */
    interface Cursor extends AutoCloseable {
        /**
         * The next entry, or empty at the end.
         *
         * @throws StoreCorruptException if the record does not pass its checksum; a further call either goes on behind it or throws again
         * @throws StoreException if the cursor or its store is closed
         */
        Optional<Entry> next();

        default void forEachRemaining(Consumer<Entry> visitor) {
            Optional<Entry> entry = next();
            while (entry.isPresent()) {
                visitor.accept(entry.get());
                entry = next();
            }
        }

        @Override
        void close();
    }

    record Entry(Bytes key, Bytes value) {}
}
