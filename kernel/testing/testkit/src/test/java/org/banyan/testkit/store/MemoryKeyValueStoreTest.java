package org.banyan.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ServiceLoader;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStoreFactory;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class MemoryKeyValueStoreTest implements KeyValueStoreContract, KeyValueStoreThreadsContract {
    private final MemoryDisk disk = new MemoryDisk();

    @Override
    public KeyValueStore open() {
        return disk.open();
    }

    @Test
    void the_factory_is_found_by_name_and_keeps_one_disk_per_directory() {
        KeyValueStoreFactory factory = ServiceLoader.load(KeyValueStoreFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("memory"))
                .findFirst()
                .orElseThrow();
        try (KeyValueStore store = factory.open(Path.of("data/one"))) {
            store.write(new WriteBatch().put(Bytes.utf8("key"), Bytes.utf8("value")), KeyValueStore.Durability.SYNCED);
        }

        try (KeyValueStore again = factory.open(Path.of("data/../data/one"));
                KeyValueStore other = factory.open(Path.of("data/two"))) {
            assertThat(again.get(Bytes.utf8("key"))).contains(Bytes.utf8("value"));
            assertThat(other.get(Bytes.utf8("key"))).isEmpty();
        }
    }
}
