package org.banyan.node.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStoreFactory;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;

/** A driver whose stores tell their size and how long writing takes. Reads are too many and too short to be timed. Thread-safe. */
final class CountedStores implements KeyValueStoreFactory {
    private final KeyValueStoreFactory driver;
    private final MeterRegistry registry;
    private final Map<String, Shown> sizes = new ConcurrentHashMap<>();

    /** The open store of one name. */
    private static final class Shown {
        private volatile Optional<KeyValueStore> store = Optional.empty();
    }

    CountedStores(MeterRegistry registry, KeyValueStoreFactory driver) {
        this.driver = driver;
        this.registry = registry;
    }

    @Override
    public String name() {
        return driver.name();
    }

    /** {@inheritDoc} The store is called like the directory above its own, which is the chain's. */
    @Override
    public KeyValueStore open(Path directory) {
        KeyValueStore store = driver.open(directory);
        Path above = directory.toAbsolutePath().getParent();
        String name = above == null ? "" : String.valueOf(above.getFileName());
        Shown shown = sizes.computeIfAbsent(name, this::register);
        shown.store = Optional.of(store);
        return new Counted(store, name, shown);
    }

    private Shown register(String name) {
        Shown shown = new Shown();
        registry.gauge(
                "banyan_store_size_bytes",
                Tags.of("store", name),
                shown,
                open -> open.store.map(KeyValueStore::sizeBytes).orElse(0L));
        return shown;
    }

    private Timer writing(String name, KeyValueStore.Durability durability) {
        String op = "write_" + durability.name().toLowerCase(Locale.ROOT);
        return registry.timer("banyan_store_op", "store", name, "op", op);
    }

    private final class Counted implements KeyValueStore {
        private final KeyValueStore store;
        private final Shown shown;
        private final Timer synced;
        private final Timer buffered;

        private Counted(KeyValueStore store, String name, Shown shown) {
            this.store = store;
            this.shown = shown;
            this.synced = writing(name, Durability.SYNCED);
            this.buffered = writing(name, Durability.BUFFERED);
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
            long before = System.nanoTime();
            store.write(batch, durability);
            (durability == Durability.SYNCED ? synced : buffered)
                    .record(System.nanoTime() - before, TimeUnit.NANOSECONDS);
        }

        @Override
        public long sizeBytes() {
            return store.sizeBytes();
        }

        @Override
        public void close() {
            shown.store = Optional.empty();
            store.close();
        }
    }
}
