package org.banyan.drivers.store.leveldb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Microseconds per entry, keys of 32 bytes and values of 64 as in PERFORMANCE.md 3c, on one thread. Run: {@code ./build -Pbench verify -pl
 * kernel/drivers/store-leveldb}.
 */
@State(Scope.Thread)
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StoreBenchmark {
    private static final int BATCH = 1000;

    @Param({"NONE", "SNAPPY"})
    public LevelDbOptions.Compression compression;

    @Param("200000")
    public int entries;

    private final SplittableRandom random = new SplittableRandom(1);
    private Path directory;
    private KeyValueStore store;
    private long version;

    @Setup
    public void fill() throws IOException {
        directory = Files.createTempDirectory("store-benchmark");
        store = LevelDbKeyValueStore.open(directory, LevelDbOptions.DEFAULT.withCompression(compression));
        for (int from = 0; from < entries; from += BATCH) {
            WriteBatch batch = new WriteBatch();
            for (int number = from; number < from + BATCH; number++) {
                batch.put(scattered(number), value());
            }
            store.write(batch, Durability.BUFFERED);
        }
    }

    @TearDown
    public void remove() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        }
    }

    @Benchmark
    public Optional<Bytes> getHit() {
        return store.get(scattered(random.nextInt(entries)));
    }

    @Benchmark
    public Optional<Bytes> getMiss() {
        return store.get(scattered(entries + random.nextInt(entries)));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void putScattered() {
        WriteBatch batch = new WriteBatch();
        for (int entry = 0; entry < BATCH; entry++) {
            batch.put(scattered(random.nextInt(entries)), value());
        }
        store.write(batch, Durability.BUFFERED);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void putAscending() {
        store.write(ascending(), Durability.BUFFERED);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void putAscendingSynced() {
        store.write(ascending(), Durability.SYNCED);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int scan() {
        int found = 0;
        try (KeyValueStore.Cursor cursor =
                store.scan(Bytes.EMPTY, scattered(random.nextInt(entries)).slice(0, 3))) {
            while (found < BATCH && cursor.next().isPresent()) {
                found++;
            }
        }
        return found;
    }

    private WriteBatch ascending() {
        WriteBatch batch = new WriteBatch();
        version++;
        for (int entry = 0; entry < BATCH; entry++) {
            batch.put(
                    Bytes.wrap(ByteBuffer.allocate(32)
                            .put((byte) -1)
                            .putLong(version)
                            .putInt(entry)
                            .array()),
                    value());
        }
        return batch;
    }

    /** A key that stands anywhere, as a hash does. */
    private static Bytes scattered(int number) {
        byte[] key = new byte[32];
        new SplittableRandom(number).nextBytes(key);
        key[0] &= 0x7f;
        return Bytes.wrap(key);
    }

    private Bytes value() {
        byte[] value = new byte[64];
        random.nextBytes(value);
        return Bytes.wrap(value);
    }
}
