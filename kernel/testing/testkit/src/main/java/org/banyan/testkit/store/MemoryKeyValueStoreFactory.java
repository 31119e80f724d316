package org.banyan.testkit.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStoreFactory;

/** One {@link MemoryDisk} per directory, kept as long as this factory; engine {@code memory}. Nothing is written to the directory. Thread-safe. */
public final class MemoryKeyValueStoreFactory implements KeyValueStoreFactory {
    private final Map<Path, MemoryDisk> disks = new TreeMap<>();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public KeyValueStore open(Path directory) {
        return disk(directory).open();
    }

    /** The disk behind {@code directory}, made on first use. */
    public synchronized MemoryDisk disk(Path directory) {
        return disks.computeIfAbsent(directory.toAbsolutePath().normalize(), unused -> new MemoryDisk());
    }
}
