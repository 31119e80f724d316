package org.banyan.drivers.store.leveldb;

import java.nio.file.Path;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStoreFactory;

/** Opens stores on LevelDB; engine {@code leveldb}. Thread-safe. */
public final class LevelDbKeyValueStoreFactory implements KeyValueStoreFactory {
    private final LevelDbOptions options;

    /** With options for this process's heap, for {@link java.util.ServiceLoader}. */
    public LevelDbKeyValueStoreFactory() {
        this(LevelDbOptions.forHeap(Runtime.getRuntime().maxMemory()));
    }

    public LevelDbKeyValueStoreFactory(LevelDbOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "leveldb";
    }

    @Override
    public KeyValueStore open(Path directory) {
        return LevelDbKeyValueStore.open(directory, options);
    }
}
