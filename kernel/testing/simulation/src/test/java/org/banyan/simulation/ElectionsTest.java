package org.banyan.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.banyan.core.chain.ChainEngine;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.simulation.scenario.CalmScenario;
import org.banyan.simulation.scenario.ChainKit;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.junit.jupiter.api.Test;

/** Simulated chains do have elections: producers leave, new ones take their seats, and finality goes on. */
class ElectionsTest {
    private static final int SLOT = 500;
    private static final int SEATS = 4;
    private static final int PRODUCERS = 6;
    private static final int SLOTS = 100;

    @Test
    void delegates_leave_and_others_take_their_seats_at_each_term() {
        assertElects(new DposKit(new StubCryptoSuite(), SEATS));
    }

    @Test
    void members_leave_and_others_take_their_seats_when_operators_agree() {
        assertElects(new BftKit(new StubCryptoSuite(), SEATS));
    }

    private static void assertElects(ChainKit kit) {
        CalmScenario scenario = new CalmScenario(1, kit, PRODUCERS, SEATS, SLOT, Set.of(), List.of());
        Set<String> sets = new TreeSet<>();
        Set<String> served = new TreeSet<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            scenario.run(1);
            ChainEngine engine = scenario.nodes().getLast().engine().orElseThrow();
            var set = engine.finalBlock().state().producers();
            sets.add(set.id(kit.suite().hash()).toString());
            set.producers().forEach(producer -> served.add(producer.address().toString()));
        }
        assertThat(scenario.findings()).isEmpty();
        assertThat(sets).as("sets that were in office").hasSizeGreaterThanOrEqualTo(3);
        assertThat(served).as("producers that were in office at some time").hasSize(PRODUCERS);
        for (SimulatedNode node : scenario.nodes()) {
            assertThat(node.engine()
                            .orElseThrow()
                            .finalBlock()
                            .header()
                            .height()
                            .value())
                    .as("final height of %s", node.name())
                    .isGreaterThan(SLOTS / 2);
        }
    }
}
