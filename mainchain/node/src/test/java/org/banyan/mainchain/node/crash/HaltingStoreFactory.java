package org.banyan.mainchain.node.crash;

import java.nio.file.Path;
import java.util.Optional;
import org.banyan.drivers.store.leveldb.LevelDbKeyValueStoreFactory;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStoreFactory;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;

/**
 * LevelDB in a process that ends without another instruction of ours around one of its writes: point 2k - 1 is before the k-th write, point 2k behind it.
 * Writes of genesis, recovery, block commit, witnesses, finality and folding are all counted in the order they come.
 */
final class HaltingStoreFactory implements KeyValueStoreFactory {
    private final LevelDbKeyValueStoreFactory leveldb = new LevelDbKeyValueStoreFactory();
    private final int haltAt;
    private int points;

    /** @param haltAt 0 for never */
    HaltingStoreFactory(int haltAt) {
        this.haltAt = haltAt;
    }

    /** Points passed so far. */
    int points() {
        return points;
    }

    @Override
    public String name() {
        return leveldb.name();
    }

    @Override
    public KeyValueStore open(Path directory) {
        return new HaltingStore(leveldb.open(directory));
    }

    private void point() {
        points++;
        if (points == haltAt) {
            Runtime.getRuntime().halt(CrashProcess.HALTED);
        }
    }

    private final class HaltingStore implements KeyValueStore {
        private final KeyValueStore store;

        HaltingStore(KeyValueStore store) {
            this.store = store;
        }

        @Override
        public void write(WriteBatch batch, Durability durability) {
            point();
            store.write(batch, durability);
            point();
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
        public long sizeBytes() {
            return store.sizeBytes();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
