package org.banyan.drivers.store.leveldb;

import java.nio.file.Path;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.testkit.store.KeyValueStoreContract;
import org.banyan.testkit.store.KeyValueStoreThreadsContract;
import org.junit.jupiter.api.io.TempDir;

class LevelDbKeyValueStoreTest implements KeyValueStoreContract, KeyValueStoreThreadsContract {
    @TempDir
    Path directory;

    @Override
    public KeyValueStore open() {
        return new LevelDbKeyValueStoreFactory().open(directory.resolve("store"));
    }

    @Override
    public int closingRounds() {
        return Integer.getInteger("banyan.store.closingRounds", 40);
    }
}
