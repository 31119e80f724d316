package org.banyan.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.banyan.simulation.scenario.Outcome;
import org.banyan.simulation.scenario.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A chain of delegates and its bft child follow each other through faults, liars, healing and a restart of all. */
class MixedTreeTest {
    private static final long SHORT = 2;

    /** A short one in every build, the first {@code -Dsimulation.trees=N} of them when that is asked for. */
    static LongStream seeds() {
        Long asked = Long.getLong("simulation.trees");
        return asked == null ? LongStream.of(SHORT) : LongStream.rangeClosed(1, asked);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void both_chains_keep_every_promise_and_follow_each_other(long seed) {
        Outcome outcome = MixedTreeKit.run(seed);
        assertThat(outcome.findings())
                .withFailMessage(
                        () -> Report.of(outcome, Asked.commit(), "-Dtest=MixedTreeTest -Dsimulation.trees=" + seed))
                .isEmpty();
        assertThat(outcome.finalHeight()).as("final blocks of both chains").isPositive();
    }
}
