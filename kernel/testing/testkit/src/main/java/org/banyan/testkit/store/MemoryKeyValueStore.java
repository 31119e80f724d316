package org.banyan.testkit.store;

import java.util.Optional;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreLimits;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.PersistentMap.Item;
import org.banyan.types.Bytes;
import org.jspecify.annotations.Nullable;

/** The store on a {@link MemoryDisk}, the in-memory twin of the real drivers. Reads take no lock: each sees one version whole. */
public final class MemoryKeyValueStore implements KeyValueStore {
    private final MemoryDisk disk;
    private volatile boolean closed;
    private volatile @Nullable StoreException writeFailure;

    MemoryKeyValueStore(MemoryDisk disk) {
        this.disk = disk;
    }

    /** An empty store on a disk of its own. */
    public static KeyValueStore empty() {
        return new MemoryDisk().open();
    }

    @Override
    public Optional<Bytes> get(Bytes key) {
        StoreLimits.requireKey(key);
        requireUsable();
        return disk.content()
                .get(key)
                .map(stored -> checked(new Item(key, stored)).value());
    }

    @Override
    public Cursor scan(Bytes prefix, Bytes from) {
        StoreLimits.requireBound(prefix);
        StoreLimits.requireBound(from);
        requireUsable();
        return new MemoryCursor(disk.content(), prefix, from);
    }

    @Override
    public void write(WriteBatch batch, Durability durability) {
        requireUsable();
        try {
            disk.apply(batch, durability);
        } catch (StoreException failure) {
            writeFailure = failure;
            throw failure;
        }
    }

    @Override
    public long sizeBytes() {
        requireUsable();
        return disk.content().sizeBytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            disk.released();
        }
    }

    private void requireUsable() {
        if (closed) {
            throw new StoreException("the store is closed");
        }
        StoreException failure = writeFailure;
        if (failure != null) {
            throw new StoreException("an earlier write failed; the process must stop and reopen the store", failure);
        }
    }

    private static Entry checked(Item item) {
        if (item.stored().damaged()) {
            throw new StoreCorruptException("the record under " + item.key() + " is damaged, as the test asked");
        }
        return new Entry(item.key(), item.stored().value());
    }

    private final class MemoryCursor implements Cursor {
        private final Bytes prefix;
        private final PersistentMap.Walk walk;
        private boolean ended;
        private boolean cursorClosed;

        MemoryCursor(PersistentMap content, Bytes prefix, Bytes from) {
            this.prefix = prefix;
            walk = content.from(from.compareTo(prefix) > 0 ? from : prefix);
        }

        @Override
        public Optional<Entry> next() {
            requireUsable();
            if (cursorClosed) {
                throw new StoreException("the cursor is closed");
            }
            if (ended) {
                return Optional.empty();
            }
            Optional<Item> item = walk.next().filter(found -> found.key().startsWith(prefix));
            ended = item.isEmpty();
            return item.map(MemoryKeyValueStore::checked);
        }

        @Override
        public void close() {
            cursorClosed = true;
        }
    }
}
