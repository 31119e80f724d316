package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.tck.lab.Delays;
import org.banyan.consensus.tck.lab.LabEntry;
import org.banyan.consensus.tck.lab.LabNode;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of delegates in virtual time, message delays up to 0.3 slot. Seeds reproduce a run; {@code -Dbanyan.dpos.seeds=20} runs more of them. */
class DposNetworkTest {
    private static final long DELAY_MAX = 3 * Net.SLOT / 10;
    private static final int SEEDS = Integer.getInteger("banyan.dpos.seeds", 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7})
    void blocks_are_final_within_two_slots_when_all_delegates_are_honest(int n) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = Net.of(n, Delays.random(seed, DELAY_MAX)).run(40);
            net.assertAgreement("seed " + seed);
            List<Long> times = net.timesToFinal(1);
            report("all honest", n, seed, times);
            assertThat(times).as("n %s seed %s: a block in each slot", n, seed).hasSizeGreaterThanOrEqualTo(37);
            assertThat(times.getLast()).as("n %s seed %s: slowest", n, seed).isLessThanOrEqualTo(2 * Net.SLOT);
            assertThat(net.content().delegates())
                    .allMatch(delegate -> delegate.suspensions().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void blocks_are_final_within_2f_and_3_slots_with_f_silent_and_the_silent_are_suspended(int n) {
        int f = (n - 1) / 3;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Net net = Net.of(n, Delays.random(seed, DELAY_MAX)).silence(0, f).run(6L * (n + 1));
            net.assertAgreement("seed " + seed);
            List<Long> times = net.timesToFinal(1);
            report(f + " silent", n, seed, times);
            assertThat(times).as("n %s seed %s: final blocks", n, seed).hasSizeGreaterThan(15);
            assertThat(times.getLast())
                    .as("n %s seed %s: slowest", n, seed)
                    .isLessThanOrEqualTo((2L * f + 3) * Net.SLOT);
            for (int i = 0; i < n; i++) {
                assertThat(net.content().delegates().get(i).suspensions().isEmpty())
                        .as("n %s seed %s: delegate %s is not suspended", n, seed, i)
                        .isEqualTo(i >= f);
            }
        }
    }

    @Test
    void after_a_partition_of_seventeen_the_longer_side_is_the_chain_and_a_quorum_goes_on_building() {
        Net net = Net.of(17, Delays.random(5, DELAY_MAX).partitioned(Net.at(3), Net.at(24), node -> node < 10 ? 0 : 1));
        net.run(24);
        assertThat(net.finalHeight()).as("neither side has a quorum of twelve").isLessThan(6);
        List<LabEntry> longer =
                net.nodes.get(0).tree().branch(net.nodes.get(0).tree().head());
        assertThat(longer)
                .hasSizeGreaterThan(net.nodes
                        .get(16)
                        .tree()
                        .branch(net.nodes.get(16).tree().head())
                        .size());
        LabEntry last = longer.getLast();
        net.run(3);
        net.assertAgreement("after healing");
        assertThat(net.finalHeight()).isGreaterThanOrEqualTo(last.height().value() - 1);
        for (LabNode node : net.nodes) {
            assertThat(node.tree().branch(node.tree().head()).stream().map(LabEntry::id))
                    .contains(longer.get(longer.size() - 2).id());
        }
        for (int slot = 0; slot < 24; slot++) {
            net.run(1);
            assertThat(Verdicts.out(net.content().delegates(), net.network.now()))
                    .as("out at once, though seven missed their slots")
                    .isLessThanOrEqualTo(5);
        }
        assertThat(net.timesToFinal(40).getLast()).isLessThanOrEqualTo(2 * Net.SLOT);
    }

    @Test
    void restarted_delegates_reveal_what_they_committed_to() {
        Net net = Net.of(4, Delays.random(3, DELAY_MAX));
        SplittableRandom random = new SplittableRandom(3);
        for (int kill = 0; kill < 60; kill++) {
            net.network.runUntil(net.network.now().plusMillis(random.nextLong(Net.SLOT)));
            net.nodes.get(random.nextInt(4)).restart();
        }
        net.run(12);
        net.assertAgreement("after restarts");
        Content content = net.content();
        for (int i = 0; i < 4; i++) {
            Address delegate = net.delegates.set().producers().get(i).address();
            Delegate record = content.delegates().get(i);
            assertThat(record.value())
                    .as("delegate %s revealed a secret", delegate)
                    .isNotEqualTo(new Values(net.chain.chainId(), Walk.SUITE.hash()).first(1, delegate));
        }
        assertThat(net.nodes.stream().flatMap(node -> node.effects().stream()))
                .noneMatch(effect -> effect instanceof AgentEffect.NotProducing reason
                        && reason.reason().contains("could not be built"));
    }

    @Test
    void delegates_are_replaced_term_after_term_and_finality_goes_on() {
        TestProducers first = TestProducers.named(Walk.SUITE, "a", "b", "c", "d");
        TestProducers second = TestProducers.named(Walk.SUITE, "c", "d", "e", "f", "g", "h", "i");
        TestProducers third = TestProducers.named(Walk.SUITE, "i", "j", "k", "l");
        DposParameters parameters = new DposParameters(
                first.set(),
                3,
                Growth.FREE,
                1_000,
                60_000,
                60_000,
                List.of(new Elected(2, second.set()), new Elected(3, third.set())));
        Net net = Net.of(first, parameters, Delays.random(8, DELAY_MAX));
        for (TestProducers more : List.of(second, third)) {
            for (Signer signer : more.signers()) {
                if (!first.signers().contains(signer)
                        && !(more.equals(third) && second.signers().contains(signer))) {
                    net.add(signer);
                }
            }
        }
        net.run(100);
        net.assertAgreement("over three terms");
        assertThat(net.content().set()).isEqualTo(third.set());
        assertThat(net.content().reign()).isEqualTo(2);
        assertThat(net.finalHeight()).isGreaterThan(net.headHeight() - 3);
        List<Long> times = net.timesToFinal(1);
        report("two elections", 7, 8, times);
        assertThat(times.getLast()).as("slowest, over a change").isLessThanOrEqualTo(4 * Net.SLOT);
    }

    @Test
    void delegates_that_are_approved_in_office_take_over() {
        Net net = Net.of(
                Samples.FOUR,
                new DposParameters(Samples.FOUR.set(), 4, Growth.FREE, 1_000, 60_000, 60_000, List.of()),
                Delays.random(9, DELAY_MAX));
        Samples.NEXT.signers().stream()
                .filter(signer -> !Samples.FOUR.signers().contains(signer))
                .forEach(net::add);
        net.run(6);
        Bytes approved = Election.CODEC.encode(Elections.approved(net.chain, Samples.FOUR, 2, Samples.NEXT.set()));
        net.nodes.get(2).instruct(approved);
        net.run(60);
        net.assertAgreement("after the election");
        assertThat(net.content().set()).isEqualTo(Samples.NEXT.set());
        net.nodes.get(2).instruct(approved);
        assertThat(net.nodes.get(2).effects().getLast())
                .isInstanceOfSatisfying(
                        AgentEffect.Report.class,
                        report -> assertThat(report.message()).contains("was not taken"));
    }

    @Test
    void who_runs_twice_is_convicted_by_the_chain_and_the_others_go_on() {
        // given delegate 6 on both sides of a partition without a quorum on either
        Net net = Net.of(
                7,
                Delays.random(4, DELAY_MAX).partitioned(Net.at(4), Net.at(30), node -> node < 3 || node == 6 ? 0 : 1),
                List.of(0, 1, 2, 3, 4, 5, 6, 6));
        net.run(30);
        assertThat(net.finalHeight()).isLessThan(6);

        // when the sides meet
        net.run(16);

        // then somebody's block convicted it, and its two processes stopped
        net.assertAgreement("with a delegate that runs twice");
        assertThat(net.content().delegates().get(6).isJailed(net.network.now())).isTrue();
        assertThat(net.content().delegates().subList(0, 6)).noneMatch(delegate -> delegate.isJailed(net.network.now()));
        for (LabNode twin : net.nodes.subList(6, 8)) {
            assertThat(twin.effects())
                    .anyMatch(effect -> effect instanceof AgentEffect.NotProducing reason
                            && reason.reason().contains("another process uses the key"));
        }
        net.run(40);
        assertThat(net.finalHeight()).isGreaterThan(net.headHeight() - 4);
    }

    private static void report(String what, int n, long seed, List<Long> times) {
        if (Boolean.getBoolean("banyan.dpos.report")) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, n %d, seed %d: %d blocks final, median %.2f slots, p99 %.2f, slowest %.2f%n",
                    what,
                    n,
                    seed,
                    times.size(),
                    times.get(times.size() / 2) / (double) Net.SLOT,
                    times.get(times.size() * 99 / 100) / (double) Net.SLOT,
                    times.getLast() / (double) Net.SLOT);
        }
    }
}
