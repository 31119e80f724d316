package org.banyan.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.banyan.contracts.evidence.Conviction;
import org.banyan.core.chain.ChainEngine;
import org.banyan.simulation.liar.Lie;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.simulation.scenario.CalmScenario;
import org.banyan.simulation.scenario.ChainKit;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Address;
import org.banyan.types.Height;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever contradicts itself ends in the record of its chain, once, and nobody else does. FEATURES.md A39. */
class LyingProducerTest {
    private static final int SLOT = 500;
    private static final int LIAR = 2;

    @ParameterizedTest
    @MethodSource("seeds")
    void a_delegate_that_builds_twice_in_a_slot_is_recorded(long seed) {
        var scenario = lying(seed, Recorded.dpos(new StubCryptoSuite()), Lie.SECOND_BLOCK);
        assertThat(onlyConviction(scenario).offence()).isEqualTo("double-production");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_delegate_that_votes_against_itself_is_recorded(long seed) {
        var scenario = lying(seed, Recorded.dpos(new StubCryptoSuite()), Lie.VOTE_FOR_ALL);
        assertThat(onlyConviction(scenario).offence()).isIn("double-vote", "broken-lock");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_leader_that_makes_two_blocks_in_a_view_is_recorded(long seed) {
        var scenario = lying(seed, Recorded.bft(new StubCryptoSuite()), Lie.SECOND_BLOCK);
        assertThat(onlyConviction(scenario).offence()).isEqualTo("double-proposal");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_member_that_says_two_things_in_one_phase_is_recorded(long seed) {
        var scenario = lying(seed, Recorded.bft(new StubCryptoSuite()), Lie.SECOND_BLOCK, Lie.VOTE_FOR_ALL);
        assertThat(onlyConviction(scenario).offence()).isIn("double-statement", "double-proposal");
    }

    /** One in every build, as many as {@code -Dsimulation.liars=N} asks for. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("simulation.liars", 1));
    }

    private static CalmScenario lying(long seed, ChainKit kit, Lie... lies) {
        CalmScenario scenario = new CalmScenario(seed, kit, 4, SLOT, Set.of(LIAR), List.of(lies));
        scenario.run(35);
        assertThat(scenario.lies()).isPositive();
        assertThat(scenario.findings()).isEmpty();
        return scenario;
    }

    /** What all honest nodes have in the state after their final block. */
    private static Conviction onlyConviction(CalmScenario scenario) {
        List<Conviction> records = scenario.nodes().stream()
                .filter(node -> node.index() != LIAR)
                .map(LyingProducerTest::only)
                .distinct()
                .toList();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static Conviction only(SimulatedNode node) {
        ChainEngine engine = node.engine().orElseThrow();
        List<Conviction> all = Recorded.convictions(engine);
        assertThat(all).as("records of node %s", node.index()).hasSize(1);
        assertThat(all.getFirst().producer()).isEqualTo(producer(engine, LIAR));
        assertThat(engine.finalBlock().header().height())
                .isGreaterThan(new Height(all.getFirst().height()));
        return all.getFirst();
    }

    private static Address producer(ChainEngine engine, int position) {
        return engine.parts()
                .chain()
                .consensus()
                .genesis()
                .producers()
                .producers()
                .get(position)
                .address();
    }
}
