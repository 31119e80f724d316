package org.banyan.simulation;

import java.util.Optional;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;

/** A store between kernel and device that a mutant changes in one place. */
abstract class MutantStore implements KeyValueStore {
    private final KeyValueStore store;

    MutantStore(KeyValueStore store) {
        this.store = store;
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
        return store.get(key);
    }

    @Override
    public Cursor scan(Bytes prefix, Bytes from) {
        return store.scan(prefix, from);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        store.write(batch, durability);
    }

    @Override
    public long sizeBytes() {
        return store.sizeBytes();
    }

    @Override
    public void close() {
        store.close();
    }

    /** The same batch without what is written under {@code key}, unless it makes genesis. */
    static WriteBatch without(Bytes key, WriteBatch batch) {
        boolean genesis =
                batch.operations().stream().anyMatch(each -> each.key().equals(Bytes.utf8("Mschema")));
        WriteBatch kept = new WriteBatch();
        for (WriteBatch.Operation operation : batch.operations()) {
            if (genesis || !operation.key().equals(key)) {
                add(operation, kept);
            }
        }
        return kept;
    }

    static void add(WriteBatch.Operation operation, WriteBatch to) {
        operation.value().ifPresentOrElse(value -> to.put(operation.key(), value), () -> to.delete(operation.key()));
    }
}
