package org.banyan.simulation.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class SimulatedGuardFilesTest {
    private static final Path OLD = Path.of("guard");
    private static final Path NEW = Path.of("guard.new");

    @Test
    void a_power_cut_keeps_or_loses_a_name_that_was_not_synced() throws IOException {
        Set<Optional<Bytes>> seen = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            SimulatedGuardFiles files = new SimulatedGuardFiles();
            files.writeSynced(OLD, Bytes.utf8("before"));
            files.writeSynced(NEW, Bytes.utf8("after"));
            files.replace(NEW, OLD);
            files.powerCut(new SplittableRandom(seed));
            seen.add(files.read(OLD, 100));
        }
        assertThat(seen).containsExactlyInAnyOrder(Optional.of(Bytes.utf8("before")), Optional.of(Bytes.utf8("after")));
    }

    @Test
    void a_power_cut_keeps_what_was_synced() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            SimulatedGuardFiles files = new SimulatedGuardFiles();
            files.writeSynced(NEW, Bytes.utf8("after"));
            files.replace(NEW, OLD);
            files.syncDirectory(OLD);
            files.powerCut(new SplittableRandom(seed));
            assertThat(files.read(OLD, 100)).contains(Bytes.utf8("after"));
        }
    }

    @Test
    void a_failing_write_leaves_a_torn_file_and_only_one_write_fails() throws IOException {
        SimulatedGuardFiles files = new SimulatedGuardFiles();
        files.failNext();
        assertThatThrownBy(() -> files.writeSynced(NEW, Bytes.utf8("content"))).isInstanceOf(IOException.class);
        assertThat(files.read(NEW, 100)).contains(Bytes.utf8("con"));
        files.writeSynced(NEW, Bytes.utf8("content"));
        assertThat(files.read(NEW, 100)).contains(Bytes.utf8("content"));
    }
}
