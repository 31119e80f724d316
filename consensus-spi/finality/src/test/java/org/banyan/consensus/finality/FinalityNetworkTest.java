package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.consensus.finality.Net.SLOT;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.banyan.consensus.tck.lab.Delays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When blocks become final, in virtual time, with message delays up to 0.3 slot. Seeds reproduce a run; {@code -Dfinality.seeds=20} runs more of them.
 */
class FinalityNetworkTest {
    private static final long DELAY_MAX = 3 * SLOT / 10;
    private static final int SEEDS = Integer.getInteger("finality.seeds", 1);

    /** Each build runs some sizes and one seed, the suite {@code finality} all of them. */
    private static IntStream sizes() {
        return SEEDS == 1 ? IntStream.of(4, 7) : IntStream.of(4, 7, 17, 21);
    }

    private static IntStream allSizes() {
        return SEEDS == 1 ? IntStream.of(1, 2, 4, 21) : IntStream.of(1, 2, 3, 4, 7, 17, 21);
    }

    @ParameterizedTest
    @MethodSource("allSizes")
    void every_block_is_final_within_two_slots_when_all_are_honest(int n) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = Net.of(n, Delays.random(seed, DELAY_MAX)).run(20);
            net.assertAgreement("seed " + seed);
            net.assertNoEvidence("seed " + seed);
            List<Long> times = net.timesToFinal(1);
            report("all honest", n, seed, times);
            assertThat(times).as("n %s seed %s: a block in each slot", n, seed).hasSizeGreaterThanOrEqualTo(17);
            assertThat(times.getLast()).as("n %s seed %s: slowest", n, seed).isLessThanOrEqualTo(2 * SLOT);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void every_block_is_final_within_two_f_and_three_slots_with_f_silent(int n) {
        int f = (n - 1) / 3;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = Net.of(n, Delays.random(seed, DELAY_MAX)).silence(f).run(n + 20);
            net.assertAgreement("seed " + seed);
            net.assertNoEvidence("seed " + seed);
            List<Long> times = net.timesToFinal(1);
            report(f + " silent", n, seed, times);
            assertThat(times).as("n %s seed %s: final blocks", n, seed).hasSizeGreaterThan(15);
            assertThat(times.getLast()).as("n %s seed %s: slowest", n, seed).isLessThanOrEqualTo((2L * f + 3) * SLOT);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void finality_resumes_within_two_slots_after_a_partition_without_a_quorum_heals(int n) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            long heals = 20 + seed;
            Net net = Net.of(n, Delays.random(seed, DELAY_MAX).partitioned(Net.at(6), Net.at(heals), node -> node % 2))
                    .run(heals);
            assertThat(net.finalHeight()).as("n %s seed %s", n, seed).isLessThan(8);
            long head = net.headHeight();
            net.run(2);
            net.assertAgreement("seed " + seed);
            net.assertNoEvidence("seed " + seed);
            assertThat(net.finalHeight())
                    .as("n %s seed %s: final two slots after healing, where the head was %s", n, seed, head)
                    .isGreaterThanOrEqualTo(head);
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void finality_resumes_within_two_f_and_three_slots_of_healing_with_f_silent(int n) {
        int f = (n - 1) / 3;
        for (long seed = 1; seed <= SEEDS; seed++) {
            long heals = 20 + seed;
            Net net = Net.of(n, Delays.random(seed, DELAY_MAX).partitioned(Net.at(6), Net.at(heals), node -> node % 2))
                    .run(heals)
                    .silence(f);
            long head = net.headHeight();
            net.run(2L * f + 3);
            net.assertAgreement("seed " + seed);
            net.assertNoEvidence("seed " + seed);
            assertThat(net.finalHeight())
                    .as("n %s seed %s: final after healing, where the head was %s", n, seed, head)
                    .isGreaterThanOrEqualTo(head);
        }
    }

    @Test
    void messages_that_take_several_slots_make_rounds_longer_until_blocks_become_final() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = Net.of(4, Delays.random(seed, 3 * SLOT)).run(150);
            net.assertAgreement("seed " + seed);
            net.assertNoEvidence("seed " + seed);
            long first = net.finalHeight();
            report("slow messages", 4, seed, net.timesToFinal(1));
            net.run(150);
            assertThat(net.finalHeight()).as("seed %s: finality goes on", seed).isGreaterThan(Math.max(first, 20));
        }
    }

    /** Lengths of the live producers' rounds, at most 32. n, how many slots it may take, lengths. */
    private static Stream<Arguments> lengths() {
        return Stream.of(
                Arguments.of(3, 10, List.of(4L, 16L, 4L)),
                Arguments.of(3, 4, List.of(32L, 1L, 8L)),
                Arguments.of(4, 4, List.of(1L, 16L, 1L)),
                Arguments.of(4, 84, List.of(16L, 1L, 32L)),
                Arguments.of(4, 84, List.of(1L, 32L, 32L)),
                Arguments.of(7, 84, List.of(1L, 4L, 8L, 16L, 32L)),
                Arguments.of(7, 84, List.of(1L, 1L, 32L, 32L, 32L)));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void voters_whose_rounds_have_other_lengths_come_to_share_rounds_again(int n, int slots, List<Long> lengths) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            String run = "n " + n + ", lengths " + lengths + ", seed " + seed;
            Net net = Net.paced(n, Delays.random(seed, DELAY_MAX), lengths).run(slots);
            net.assertAgreement(run);
            assertThat(net.finalHeight()).as("%s: final height", run).isPositive();
            net.run(40 + 2L * n);
            long head = net.headHeight();
            net.run(2L * ((n - 1) / 3) + 3);
            net.assertAgreement(run);
            net.assertNoEvidence(run);
            assertThat(net.finalHeight()).as("%s: short rounds again", run).isGreaterThanOrEqualTo(head);
        }
    }

    @Test
    void one_silent_voter_too_many_stops_finality_and_not_the_chain() {
        Net net = Net.of(4, Delays.constant(10)).run(10).silence(2);
        net.run(2);
        long stuck = net.finalHeight();
        net.run(40);
        assertThat(net.finalHeight()).isEqualTo(stuck);
        assertThat(net.headHeight()).isGreaterThan(20);
    }

    private static void report(String what, int n, long seed, List<Long> times) {
        if (Boolean.getBoolean("finality.report")) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, n %d, seed %d: %d blocks final, median %.2f slots, slowest %.2f%n",
                    what,
                    n,
                    seed,
                    times.size(),
                    times.get(times.size() / 2) / (double) SLOT,
                    times.getLast() / (double) SLOT);
        }
    }
}
