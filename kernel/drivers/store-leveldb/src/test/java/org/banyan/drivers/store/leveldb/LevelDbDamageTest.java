package org.banyan.drivers.store.leveldb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.spi.store.KeyValueStore.Durability.BUFFERED;
import static org.banyan.spi.store.KeyValueStore.Durability.SYNCED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.StoreReport;
import org.banyan.spi.store.StoreVerifier;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is found on opening or on reading; what is read without complaint is what was written. */
class LevelDbDamageTest {
    private static final int ROUNDS = Integer.getInteger("banyan.store.damageRounds", 60);
    private static final int BATCHES = 150;

    @TempDir
    Path folder;

    private StoreFolder closed;
    private StoreFolder killed;

    @BeforeEach
    void storesWithTablesAndLogs() throws IOException {
        closed = new StoreFolder(folder.resolve("closed"));
        try (KeyValueStore store = closed.open()) {
            for (int number = 1; number <= BATCHES; number++) {
                store.write(Batches.batch(number), number % 2 == 0 ? SYNCED : BUFFERED);
            }
            awaitOneLog(closed);
            killed = closed.copyTo(folder.resolve("killed"));
        }
        assertThat(DatabaseFiles.in(closed.path()).tables()).isNotEmpty();
        assertThat(Files.size(closed.newestLog())).isPositive();
    }

    @Test
    void store_15_a_flipped_bit_in_any_file_is_reported_or_harmless() throws IOException {
        Map<String, Integer> reported = new HashMap<>();
        SplittableRandom random = new SplittableRandom(15);
        List<Path> files = closed.files();
        for (int round = 0; round < ROUNDS; round++) {
            StoreFolder copy = closed.copyTo(folder.resolve("flip" + round));
            Path file = copy.path().resolve(files.get(round % files.size()).getFileName());
            if (Files.size(file) == 0) {
                continue;
            }
            long bit = random.nextLong(Files.size(file) * 8);
            StoreFolder.flip(file, bit);

            Optional<StoreException> damage = whatReadingReports(copy, BATCHES, BATCHES, file + " bit " + bit);

            damage.ifPresent(report ->
                    reported.merge(String.valueOf(file.getFileName()).replaceAll("\\d+", "*"), 1, Integer::sum));
        }
        assertThat(reported).containsKeys("*.sst", "*.log", "MANIFEST-*", "CURRENT", "clean");
    }

    @Test
    void store_15_a_flipped_bit_after_a_kill_costs_at_most_the_last_batch() throws IOException {
        SplittableRandom random = new SplittableRandom(16);
        for (int round = 0; round < ROUNDS / 3; round++) {
            StoreFolder copy = killed.copyTo(folder.resolve("flip" + round));
            long end = LogScan.of(copy.newestLog(), 0).sound().getLast().start() + 200;
            long bit = random.nextLong(end * 8);
            StoreFolder.flip(copy.newestLog(), bit);

            whatReadingReports(copy, BATCHES - 1, BATCHES, "bit " + bit);
        }
    }

    /** While an older log waits to be merged the database does not name the newest one yet, so that nothing could tell its loss. */
    private static void awaitOneLog(StoreFolder folder) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (folder.files().stream()
                        .filter(file -> file.toString().endsWith(".log"))
                        .count()
                > 1) {
            assertThat(System.nanoTime()).as("the older log is merged").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void store_15_a_lost_file_is_reported() throws IOException {
        for (StoreFolder folderWithFiles : List.of(closed, killed)) {
            for (Path file : folderWithFiles.files()) {
                String name = file.getFileName().toString();
                StoreFolder copy =
                        folderWithFiles.copyTo(folder.resolve("without" + name + folderWithFiles.hashCode()));
                Files.delete(copy.path().resolve(name));

                Optional<StoreException> damage = whatReadingReports(copy, BATCHES, BATCHES, "without " + name);

                if (folderWithFiles.needs(file) || folderWithFiles == closed && name.endsWith(".log")) {
                    assertThat(damage).as(name).containsInstanceOf(StoreCorruptException.class);
                }
            }
        }
    }

    @Test
    void store_15_a_shortened_or_emptied_file_is_reported() throws IOException {
        SplittableRandom random = new SplittableRandom(17);
        for (Path file : closed.files()) {
            for (String how : List.of("emptied", "shortened", "zeroed")) {
                StoreFolder copy = closed.copyTo(folder.resolve(how + file.getFileName()));
                Path victim = copy.path().resolve(file.getFileName());
                if (Files.size(victim) == 0) {
                    continue;
                }
                switch (how) {
                    case "emptied" -> StoreFolder.truncate(victim, 0);
                    case "shortened" -> StoreFolder.truncate(victim, random.nextLong(Files.size(victim)));
                    default -> StoreFolder.overwriteWithZeros(victim, 0, 1 << 30);
                }

                Optional<StoreException> damage = whatReadingReports(copy, BATCHES, BATCHES, how + " " + victim);

                if (!victim.getFileName().toString().matches("LOG.*|owner.*")) {
                    assertThat(damage).as(how + " " + victim).isPresent();
                }
            }
        }
    }

    @Test
    void store_15_two_files_in_each_others_place_are_reported() throws IOException {
        List<Path> database = closed.files().stream()
                .filter(file -> file.getFileName().toString().matches("CURRENT|MANIFEST.*|.*\\.(log|sst|ldb)|clean"))
                .toList();
        List<List<Path>> pairs = new ArrayList<>();
        for (Path one : database) {
            database.stream()
                    .filter(other -> other.compareTo(one) > 0)
                    .forEach(other -> pairs.add(List.of(one, other)));
        }
        Collections.shuffle(pairs, new Random(18));
        for (List<Path> pair : pairs.subList(0, Math.min(pairs.size(), ROUNDS / 5))) {
            Path one = pair.getFirst();
            Path other = pair.getLast();
            String what = one.getFileName() + " and " + other.getFileName() + " exchanged";
            StoreFolder copy = closed.copyTo(folder.resolve(what));
            Files.copy(one, copy.path().resolve(other.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(other, copy.path().resolve(one.getFileName()), StandardCopyOption.REPLACE_EXISTING);

            Optional<StoreException> damage = whatReadingReports(copy, BATCHES, BATCHES, what);

            if ((closed.needs(one) || closed.needs(other)) && Files.mismatch(one, other) >= 0) {
                assertThat(damage).as(what).containsInstanceOf(StoreCorruptException.class);
            }
        }
    }

    @Test
    void a_flipped_bit_in_a_stored_key_does_not_make_the_key_vanish() throws IOException {
        SplittableRandom random = new SplittableRandom(18);
        List<Bytes> keys = new ArrayList<>();
        StoreFolder keysOnly = new StoreFolder(folder.resolve("keys"));
        try (KeyValueStore store = keysOnly.open()) {
            for (int batch = 0; batch < 40; batch++) {
                WriteBatch puts = new WriteBatch();
                for (int key = 0; key < 100; key++) {
                    byte[] bytes = new byte[24];
                    random.nextBytes(bytes);
                    keys.add(Bytes.wrap(bytes));
                    puts.put(keys.getLast(), Bytes.EMPTY);
                }
                store.write(puts, BUFFERED);
            }
        }
        int reported = 0;
        for (int round = 0; round < 30; round++) {
            StoreFolder copy = keysOnly.copyTo(folder.resolve("key" + round));
            Path table = DatabaseFiles.in(copy.path()).tables().firstEntry().getValue();
            long bit = random.nextLong(Files.size(table) / 2 * 8);
            StoreFolder.flip(table, bit);
            try (KeyValueStore store = copy.open()) {
                keys.forEach(key -> assertThat(store.get(key))
                        .as("key %s, bit %d", key, bit)
                        .isPresent());
            } catch (StoreCorruptException damage) {
                reported++;
            }
        }
        assertThat(reported).isGreaterThan(25);
    }

    @Test
    void a_damaged_block_is_reported_with_the_directory_and_what_to_do() throws IOException {
        try (KeyValueStore store = closed.open()) {
            Path table = DatabaseFiles.in(closed.path()).tables().firstEntry().getValue();
            for (long at = 0; at < Files.size(table) - 4096; at += 512) {
                StoreFolder.flip(table, at * 8);
            }

            StoreReport report = StoreVerifier.verify(store);

            assertThat(report.sound()).isFalse();
            assertThat(report.damages().getFirst()).contains(closed.path().toString(), "restore a snapshot");
        }
    }

    @Test
    void a_record_under_another_key_or_with_another_value_is_reported_with_its_key() throws IOException {
        Path raw = folder.resolve("raw");
        try (KeyValueStore store = LevelDbKeyValueStore.open(raw, StoreFolder.SMALL)) {
            store.write(
                    new WriteBatch()
                            .put(Bytes.fromHex("aa01"), Bytes.utf8("one"))
                            .put(Bytes.fromHex("aa02"), Bytes.utf8("two"))
                            .put(Bytes.fromHex("aa03"), Bytes.utf8("three")),
                    SYNCED);
        }
        Files.delete(raw.resolve(CleanMark.FILE));
        try (DB db = JniDBFactory.factory.open(raw.toFile(), new Options())) {
            db.put(Bytes.fromHex("aa02").toArray(), db.get(Bytes.fromHex("aa01").toArray()));
        }
        // What was written without a mark is refused while it is in the log; LevelDB moves it to a table.
        assertThatThrownBy(() -> LevelDbKeyValueStore.open(raw, StoreFolder.SMALL))
                .isInstanceOf(StoreCorruptException.class)
                .hasMessageContaining("did not write");
        JniDBFactory.factory.open(raw.toFile(), new Options()).close();

        try (KeyValueStore store = LevelDbKeyValueStore.open(raw, StoreFolder.SMALL)) {
            assertThatThrownBy(() -> store.get(Bytes.fromHex("aa02")))
                    .isInstanceOf(StoreCorruptException.class)
                    .hasMessageContainingAll("aa02", raw.toString());
            StoreReport report = StoreVerifier.verify(store);
            assertThat(report.entries()).isEqualTo(2);
            assertThat(report.damages()).hasSize(1);
            assertThat(report.complete()).isTrue();
        }
    }

    @Test
    void a_database_of_another_program_is_not_touched() throws IOException {
        Path foreign = folder.resolve("foreign");
        try (DB db = JniDBFactory.factory.open(foreign.toFile(), new Options())) {
            db.put(new byte[] {1}, new byte[] {1});
        }
        JniDBFactory.factory.open(foreign.toFile(), new Options()).close();

        assertThatThrownBy(() -> LevelDbKeyValueStore.open(foreign, StoreFolder.SMALL))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("not written by this store");
    }

    /** Opens, gets every key, then scans, until damage is reported; fails if anything came out that was not written. */
    private static Optional<StoreException> whatReadingReports(StoreFolder folder, int least, int most, String what) {
        try (KeyValueStore store = folder.open()) {
            int count = Batches.count(store.get(Batches.COUNT));
            assertThat(count).as(what).isBetween(least, most);
            Map<Bytes, Bytes> written = Batches.content(count);
            written.forEach((key, value) -> assertThat(store.get(key).filter(value::equals))
                    .as("%s, key %s", what, key)
                    .isPresent());
            assertThat(StoreFolder.content(store).equals(written)).as(what).isTrue();
            return Optional.empty();
        } catch (StoreException damage) {
            return Optional.of(damage);
        }
    }
}
