package org.banyan.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.banyan.simulation.scenario.Report;
import org.banyan.simulation.scenario.Swarm;
import org.junit.jupiter.api.Test;

/** RELIABILITY.md T1: a few seeds in every build, as many as {@code bin/simulate --seeds FROM..TO} asks for. */
class SeedsTest {
    /** Share of seeds in which votes may be bound so that finality stands still: the limit that the consensus states of itself. */
    private static final int STALLED_PERCENT_MAX = 5;

    @Test
    void networks_keep_every_promise_whatever_a_seed_does_to_them() {
        Asked asked = Asked.now();
        Swarm.Summary summary = new Swarm(Kits::run).run(asked.from(), asked.to(), asked.threads());
        System.out.println("simulated seeds " + asked.from() + ".." + asked.to() + ": " + summary);
        append(asked, summary);
        assertThat(summary.failures())
                .withFailMessage(() -> summary.failures().stream()
                        .map(failure -> Report.of(failure, Asked.commit(), Asked.again(failure.seed())))
                        .collect(Collectors.joining("\n\n")))
                .isEmpty();
        assertThat(summary.stalled() * 100)
                .as("seeds stalled by bound votes, of %d", summary.seeds())
                .isLessThanOrEqualTo(Math.max(100, STALLED_PERCENT_MAX * summary.seeds()));
    }

    /** Adds a line to the table that was asked for, failures or not. */
    private static void append(Asked asked, Swarm.Summary summary) {
        if (asked.append().isEmpty()) {
            return;
        }
        Path table = Path.of(asked.append());
        String line = Asked.commit() + "," + asked.from() + "," + asked.to() + "," + summary.row() + "\n";
        try {
            if (!Files.exists(table)) {
                Files.writeString(table, "commit,from,to," + Swarm.Summary.COLUMNS + "\n");
            }
            Files.writeString(table, line, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot append to " + table.toAbsolutePath(), failed);
        }
    }

    @Test
    void a_seed_always_has_the_same_log() {
        assertThat(Kits.run(2).logHash()).isEqualTo(Kits.run(2).logHash());
        assertThat(Kits.run(3).logHash()).isNotEqualTo(Kits.run(2).logHash());
    }
}
