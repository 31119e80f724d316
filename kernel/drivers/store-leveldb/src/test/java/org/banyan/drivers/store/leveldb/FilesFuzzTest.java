package org.banyan.drivers.store.leveldb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.spi.store.StoreCorruptException;

/** The store's files as a damaged disk gives them back: read, or reported as corrupt. */
class FilesFuzzTest {
    private static final int HEAD_BYTES = 64;

    private final Path directory = directory();
    private final Path file = directory.resolve("MANIFEST-000001");

    private static Path directory() {
        try {
            Path made = Files.createTempDirectory("banyan-fuzz");
            made.toFile().deleteOnExit();
            made.resolve("MANIFEST-000001").toFile().deleteOnExit();
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @FuzzTarget
    void logs(byte[] input) throws IOException {
        Files.write(file, input);

        LogScan scan = LogScan.of(file, HEAD_BYTES);

        long last = -1;
        for (LogScan.Entry entry : scan.sound()) {
            assertThat(entry.start()).isGreaterThan(last).isLessThan(input.length);
            assertThat(entry.head().length).isLessThanOrEqualTo(HEAD_BYTES);
            last = entry.start();
        }
        if (scan.damage().isPresent()) {
            long damaged = scan.damage().get().start();
            assertThat(damaged).isGreaterThan(last).isLessThan(input.length);
            assertThat(scan.beyond()).allMatch(entry -> entry.start() > damaged);
        } else {
            assertThat(scan.beyond()).isEmpty();
        }
    }

    @FuzzTarget
    void manifests(byte[] input) throws IOException {
        for (boolean closedProperly : new boolean[] {true, false}) {
            Files.write(file, input);
            try {
                Manifest first = Manifest.read(directory, file, closedProperly);
                assertThat(Manifest.read(directory, file, true)).isEqualTo(first);
            } catch (StoreCorruptException refusal) {
                assertThat(refusal).hasMessageContaining("MANIFEST-000001");
            }
        }
    }

    @FuzzTarget
    void batch_marks(byte[] input) {
        try {
            assertThat(BatchMark.read(directory, input).sealed()).isEqualTo(input);
        } catch (StoreCorruptException refusal) {
            assertThat(refusal).hasMessageContaining(directory.toString());
        }
    }
}
