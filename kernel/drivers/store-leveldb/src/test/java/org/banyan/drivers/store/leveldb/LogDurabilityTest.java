package org.banyan.drivers.store.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogDurabilityTest {
    private static final long BUFFER = 1 << 20;

    @TempDir
    Path directory;

    private final List<String> forced = new ArrayList<>();

    @Test
    void logs_that_leveldb_left_behind_are_made_durable_before_a_synced_batch_is_acknowledged() throws IOException {
        LogDurability logs = new LogDurability(directory, BUFFER, this::record);
        log("000003.log");
        logs.complete();
        assertThat(forced).containsExactly(directory.getFileName().toString());

        forced.clear();
        log("000005.log");
        log("000007.log");
        logs.written(BUFFER, 1);
        logs.complete();

        assertThat(forced)
                .containsExactly(
                        "000003.log", "000005.log", directory.getFileName().toString());
    }

    @Test
    void nothing_is_asked_of_the_device_while_no_new_log_can_have_begun() throws IOException {
        LogDurability logs = new LogDurability(directory, BUFFER, this::record);
        log("000003.log");
        logs.complete();
        forced.clear();

        log("000005.log");
        logs.written(100, 10);
        logs.complete();
        assertThat(forced).isEmpty();

        logs.written(0, (int) (BUFFER / 256));
        logs.complete();
        assertThat(forced).contains("000003.log");
    }

    @Test
    void what_was_written_before_the_new_log_was_seen_counts_for_the_next_one() throws IOException {
        LogDurability logs = new LogDurability(directory, BUFFER, this::record);
        log("000003.log");
        logs.complete();
        log("000005.log");
        logs.written(BUFFER, 1);
        logs.complete();
        forced.clear();

        log("000007.log");
        logs.written(1, 1);
        logs.complete();

        assertThat(forced).contains("000003.log", "000005.log");
    }

    @Test
    void a_log_that_became_a_table_meanwhile_is_passed_over() throws IOException {
        LogDurability logs = new LogDurability(directory, BUFFER, file -> {
            forced.add(file.getFileName().toString());
            if (file.endsWith("000003.log")) {
                throw new NoSuchFileException(file.toString());
            }
        });
        log("000003.log");
        log("000005.log");
        log("000007.log");

        logs.complete();

        assertThat(forced).contains("000003.log", "000005.log").doesNotContain("000007.log");
    }

    private void log(String name) throws IOException {
        Files.createFile(directory.resolve(name));
    }

    private void record(Path file) {
        forced.add(file.getFileName().toString());
    }
}
