package org.banyan.drivers.store.leveldb;

import java.util.Map;
import java.util.Optional;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Entry;
import org.banyan.spi.store.StoreException;
import org.banyan.types.Bytes;
import org.iq80.leveldb.DBIterator;

/** A walk over LevelDB. The native iterator is touched under the store's life lock only, and never after {@link #release}. */
final class LevelDbCursor implements KeyValueStore.Cursor {
    private final LevelDbKeyValueStore store;
    private final DBIterator iterator;
    private final Bytes prefix;
    private boolean ended;
    private boolean released;

    LevelDbCursor(LevelDbKeyValueStore store, DBIterator iterator, Bytes prefix) {
        this.store = store;
        this.iterator = iterator;
        this.prefix = prefix;
    }

    @Override
    public Optional<Entry> next() {
        return store.reading(this::step);
    }

    private Optional<Entry> step() {
        if (released) {
            throw new StoreException("the cursor is closed");
        }
        if (ended || !iterator.hasNext()) {
            ended = true;
            return Optional.empty();
        }
        Map.Entry<byte[], byte[]> found = iterator.next();
        Bytes key = Bytes.wrap(found.getKey());
        if (!key.startsWith(prefix)) {
            ended = true;
            return Optional.empty();
        }
        return Optional.of(new Entry(key, store.opened(found.getKey(), found.getValue())));
    }

    @Override
    public void close() {
        store.release(this);
    }

    /** Frees the native iterator. The caller holds the life lock and sees to it that this happens once. */
    void release() {
        released = true;
        try {
            iterator.close();
        } catch (java.io.IOException impossible) {
            throw new StoreException("the cursor cannot be closed: " + impossible, impossible);
        }
    }
}
