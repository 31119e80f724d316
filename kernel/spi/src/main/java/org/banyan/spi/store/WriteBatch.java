package org.banyan.spi.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Bytes;

/** An ordered list of puts and deletes that a store applies as one. A later operation on a key wins. Confined to one thread until handed over. */
public final class WriteBatch {
    private final List<Operation> operations = new ArrayList<>();
    private long sizeBytes;

    /** A put, or a delete when {@code value} is empty. */
    public record Operation(Bytes key, Optional<Bytes> value) {}

    /** @throws IllegalArgumentException if the key, the value or the batch breaks a limit of {@link KeyValueStore} */
    public WriteBatch put(Bytes key, Bytes value) {
        StoreLimits.requireKey(key);
        StoreLimits.requireValue(value);
        return add(new Operation(key, Optional.of(value)), key.size() + value.size());
    }

    /** @throws IllegalArgumentException if the key or the batch breaks a limit of {@link KeyValueStore} */
    public WriteBatch delete(Bytes key) {
        StoreLimits.requireKey(key);
        return add(new Operation(key, Optional.empty()), key.size());
    }

    private WriteBatch add(Operation operation, int size) {
        if (sizeBytes + size > KeyValueStore.BATCH_BYTES_MAX) {
            throw new IllegalArgumentException("a batch holds at most " + KeyValueStore.BATCH_BYTES_MAX
                    + " bytes; split the write into several batches");
        }
        operations.add(operation);
        sizeBytes += size;
        return this;
    }

    /** In the order they were added; not a copy. */
    public List<Operation> operations() {
        return Collections.unmodifiableList(operations);
    }

    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** Bytes of all keys and values. */
    public long sizeBytes() {
        return sizeBytes;
    }
}
