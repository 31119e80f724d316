package org.banyan.spi.store;

import java.nio.file.Path;

/** Opens stores of one kind. Found by {@link java.util.ServiceLoader}; named in the node's configuration ({@code store.engine}). */
public interface KeyValueStoreFactory {
    /** Name in configuration, such as {@code leveldb}. */
    String name();

    /**
     * Opens or creates the store in {@code directory}.
     *
     * @throws StoreLockedException if another process has it open
     * @throws StoreException if it cannot be opened
     */
    KeyValueStore open(Path directory);
}
