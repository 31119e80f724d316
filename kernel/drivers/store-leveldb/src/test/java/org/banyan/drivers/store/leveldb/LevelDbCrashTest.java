package org.banyan.drivers.store.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.drivers.store.leveldb.StoreFolder.content;
import static org.banyan.spi.store.KeyValueStore.Durability.SYNCED;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dying processes and failing power leave behind opens at a batch boundary, or not at all if a durable batch is gone. */
class LevelDbCrashTest {
    private static final int KILLS = Integer.getInteger("banyan.store.kills", 5);
    private static final int ROUNDS = Integer.getInteger("banyan.store.crashRounds", 30);

    @TempDir
    Path folder;

    @Test
    void store_3_a_killed_process_leaves_whole_batches_and_every_acknowledged_one() throws Exception {
        StoreFolder store = new StoreFolder(folder.resolve("store"));
        SplittableRandom random = new SplittableRandom(3);
        for (int kill = 0; kill < KILLS; kill++) {
            int acknowledged = killedWriter(store, 1 + random.nextInt(80));

            try (KeyValueStore reopened = store.open()) {
                Map<Bytes, Bytes> found = content(reopened);
                int count = Batches.count(Optional.ofNullable(found.get(Batches.COUNT)));
                assertThat(count).as("kill %d", kill).isBetween(acknowledged, acknowledged + 1);
                assertThat(found).as("kill %d", kill).isEqualTo(Batches.content(count));
            }
        }
    }

    @Test
    void store_12_a_log_cut_anywhere_opens_at_a_batch_boundary() throws IOException {
        Written written = written(60);
        SplittableRandom random = new SplittableRandom(12);
        for (int round = 0; round < ROUNDS; round++) {
            StoreFolder copy = written.folder.copyTo(folder.resolve("cut" + round));
            long size = random.nextLong(written.logEnd + 10);
            StoreFolder.truncate(copy.newestLog(), size);

            int whole = (int) written.ends.stream().filter(end -> end <= size).count();
            assertOpensAt(copy, whole, "cut at " + size);
        }
    }

    @Test
    void store_12_sectors_that_never_reached_the_device_take_away_unsynced_batches_only() throws IOException {
        Written written = written(60);
        SplittableRandom random = new SplittableRandom(13);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StoreFolder copy = written.folder.copyTo(folder.resolve("sectors" + round));
            int length = 512 << random.nextInt(5);
            long from = random.nextLong(written.logEnd) / length * length;
            StoreFolder.overwriteWithZeros(copy.newestLog(), from, length);

            int whole = (int) written.ends.stream().filter(end -> end <= from).count();
            int survivor = firstAfter(written, from + length);
            // Batch n, the first one damaged, was durable when a later one was written if a synced batch lies between
            // them.
            boolean durable = false;
            for (int number = whole + 1; number < survivor; number++) {
                durable |= Batches.durability(number) == SYNCED;
            }
            for (int number = survivor; number < 60; number++) {
                durable |= Batches.durability(number) == SYNCED;
            }
            String what = length + " zeros at " + from + " in batch " + (whole + 1) + ", next whole " + survivor;
            if (durable && survivor <= 60) {
                refused++;
                assertThat(opening(copy)).as(what).containsInstanceOf(StoreCorruptException.class);
                assertThat(opening(copy)).as(what + ", again").containsInstanceOf(StoreCorruptException.class);
            } else {
                assertOpensAt(copy, whole, what);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void the_batch_after_a_reopening_continues_the_count() throws IOException {
        Written written = written(7);
        StoreFolder copy = written.folder.copyTo(folder.resolve("copy"));
        StoreFolder.truncate(copy.newestLog(), written.ends.get(4));
        try (KeyValueStore store = copy.open()) {
            store.write(Batches.batch(6), SYNCED);
            StoreFolder second = copy.copyTo(folder.resolve("second"));

            assertOpensAt(second, 6, "a copy of the reopened store");
        }
        assertOpensAt(copy, 6, "the reopened store");
    }

    @Test
    void a_database_that_died_before_its_first_log_is_created_anew() throws IOException {
        StoreFolder unborn = new StoreFolder(folder.resolve("unborn"));
        Files.createDirectories(unborn.path());
        Files.write(unborn.path().resolve("MANIFEST-000001"), new byte[17]);

        assertOpensAt(unborn, 0, "a folder with half a manifest");
    }

    @Test
    void a_database_whose_first_manifest_never_reached_the_device_is_created_anew() throws IOException {
        StoreFolder unborn = new StoreFolder(folder.resolve("unborn"));
        Files.createDirectories(unborn.path());
        Files.writeString(unborn.path().resolve("CURRENT"), "MANIFEST-000001\n");
        Files.write(unborn.path().resolve("MANIFEST-000001"), new byte[41]);
        Files.write(unborn.path().resolve("000003.log"), new byte[65_536]);

        assertOpensAt(unborn, 0, "a folder whose CURRENT names a manifest of zeros");
    }

    @Test
    void an_empty_manifest_beside_a_batch_or_a_table_is_damage() throws IOException {
        for (String left : List.of("000003.log", "000003.sst")) {
            StoreFolder damaged = written(3).folder.copyTo(folder.resolve("damaged" + left));
            Path log = damaged.newestLog();
            Files.move(log, damaged.path().resolve(left));
            Files.writeString(damaged.path().resolve("CURRENT"), "MANIFEST-000001\n");
            Files.write(damaged.path().resolve("MANIFEST-000001"), new byte[41]);

            assertThat(opening(damaged)).as(left).containsInstanceOf(StoreCorruptException.class);
        }
    }

    private record Written(StoreFolder folder, List<Long> ends, long logEnd) {}

    /** A copy, taken while the store was open, of the first {@code batches} batches in one log, and where each ends there. */
    private Written written(int batches) throws IOException {
        StoreFolder live = new StoreFolder(folder.resolve("live"));
        List<Long> ends = new ArrayList<>();
        try (KeyValueStore store = LevelDbKeyValueStore.open(live.path(), LevelDbOptions.DEFAULT)) {
            for (int number = 1; number <= batches; number++) {
                store.write(Batches.batch(number), Batches.durability(number));
                ends.add(contentEnd(live.newestLog()));
            }
            StoreFolder copy = live.copyTo(folder.resolve("written"));
            assertThat(LogScan.of(copy.newestLog(), 0).sound()).hasSize(batches);
            return new Written(copy, ends, ends.getLast());
        }
    }

    /** Values are random and the log ends in zeros, so its last byte that is not zero is at most a few before the last batch's end. */
    private static long contentEnd(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** The first batch that starts at or after {@code offset}. */
    private static int firstAfter(Written written, long offset) {
        int number = 2;
        while (number <= written.ends.size() && written.ends.get(number - 2) < offset) {
            number++;
        }
        return number;
    }

    private static void assertOpensAt(StoreFolder folder, int batches, String what) {
        for (int opening = 1; opening <= 2; opening++) {
            try (KeyValueStore store = folder.open()) {
                Map<Bytes, Bytes> found = content(store);
                assertThat(Batches.count(Optional.ofNullable(found.get(Batches.COUNT))))
                        .as("%s, opening %d", what, opening)
                        .isEqualTo(batches);
                assertThat(found).as("%s, opening %d", what, opening).isEqualTo(Batches.content(batches));
                store.write(new WriteBatch(), SYNCED);
            }
        }
    }

    private static Optional<RuntimeException> opening(StoreFolder folder) {
        try (KeyValueStore store = folder.open()) {
            return Optional.empty();
        } catch (RuntimeException refused) {
            return Optional.of(refused);
        }
    }

    /** Starts a writer, kills it after it acknowledged {@code batches} more batches, and tells the last number it acknowledged. */
    private static int killedWriter(StoreFolder folder, int batches) throws Exception {
        Process process = StoreProcess.start("write", folder.path());
        try (BufferedReader out = process.inputReader()) {
            String last = "0";
            for (int line = 0; line < batches; line++) {
                String read = out.readLine();
                assertThat(read).as("writer of %s", folder).isNotNull();
                last = read;
            }
            process.toHandle().destroyForcibly(); // leaves the pipe open, unlike the method of Process
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
            }
            assertThat(process.waitFor()).isNotZero();
            return Integer.parseInt(last);
        } finally {
            process.destroyForcibly();
        }
    }
}
