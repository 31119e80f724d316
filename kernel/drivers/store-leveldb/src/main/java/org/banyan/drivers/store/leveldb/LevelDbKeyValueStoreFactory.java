package org.banyan.drivers.store.leveldb;

import java.nio.file.Path;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStoreFactory;

/** Opens stores on LevelDB; engine {@code leveldb}. Thread-safe. */
public final class LevelDbKeyValueStoreFactory implements KeyValueStoreFactory {
    private final LevelDbOptions options;

    /** With {@link LevelDbOptions#DEFAULT}, for {@link java.util.ServiceLoader}. */
    public LevelDbKeyValueStoreFactory() {
        this(LevelDbOptions.DEFAULT);
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
