package org.banyan.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.banyan.core.chain.ChainEngine;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.simulation.scenario.CalmScenario;
import org.banyan.simulation.scenario.ChainKit;
import org.banyan.types.Height;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * RELIABILITY.md RL1, with whole nodes: a block is final within two slots when all are honest, and within 2f + 3 with f silent. Messages take a tenth of a slot in
 * the mean. {@code -Dsimulation.bounds=full} adds the large networks, and more seeds of each.
 */
class FinalityBoundsTest {
    private static final int SLOT = 500;
    private static final int SLOTS = 30;
    private static final int LOOKS_PER_SLOT = 5;
    private static final int FULL_SEEDS = 5;

    /** A slot in which the next block comes, and the time in which it travels. */
    private static final int NEXT_BLOCK_SLOTS = 2;

    private final boolean full = "full".equals(System.getProperty("simulation.bounds", ""));

    @ParameterizedTest(name = "{0}, {1} producers, {2} silent")
    @CsvSource({"dpos, 4, 0", "dpos, 4, 1", "bft, 4, 0", "bft, 4, 1"})
    void blocks_are_final_within_two_slots_and_within_2f_plus_3_with_f_silent(
            String consensus, int producers, int silent) {
        judge(consensus, producers, silent, full ? FULL_SEEDS : 1);
    }

    @ParameterizedTest(name = "{0}, {1} producers, {2} silent")
    @CsvSource({
        "dpos, 7, 0",
        "dpos, 7, 2",
        "dpos, 17, 0",
        "dpos, 17, 5",
        "dpos, 21, 0",
        "dpos, 21, 6",
        "bft, 7, 0",
        "bft, 7, 2",
        "bft, 17, 0",
        "bft, 17, 5",
        "bft, 21, 0",
        "bft, 21, 6"
    })
    void larger_networks_keep_the_same_bounds(String consensus, int producers, int silent) {
        assumeTrue(full, "in the suite of simulations: they take a minute or two");
        judge(consensus, producers, silent, producers > 7 ? 1 : FULL_SEEDS);
    }

    private static void judge(String consensus, int producers, int silent, int seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            ChainKit kit = Kits.named(consensus);
            CalmScenario scenario = new CalmScenario(seed, kit, producers, SLOT, Set.of(), List.of());
            // neighbours in the order of addresses, which bft leads in
            scenario.nodes().subList(0, silent).forEach(SimulatedNode::stop);
            long bound = (silent == 0 ? 2 : 2L * silent + 3) * SLOT;
            List<String> late = new ArrayList<>();
            for (int look = 1; look <= SLOTS * LOOKS_PER_SLOT; look++) {
                scenario.run(1, LOOKS_PER_SLOT);
                for (SimulatedNode node : scenario.nodes().subList(silent, producers)) {
                    look(node, scenario.nowMillis(), bound, late);
                }
            }
            assertThat(scenario.findings()).as("seed %s: findings", seed).isEmpty();
            assertThat(late)
                    .as(
                            "seed %s, %s producers of which %s are silent: blocks that were not final in time",
                            seed, producers, silent)
                    .isEmpty();
        }
    }

    /** The oldest block that is not final is young, and so is the newest that is. */
    private static void look(SimulatedNode node, long now, long bound, List<String> late) {
        ChainEngine engine = node.engine().orElseThrow();
        var last = engine.finalBlock().header();
        Height next = last.height().next();
        engine.mainBlockAt(next)
                .flatMap(engine.store()::block)
                .map(block -> now - block.header().time().millis())
                .filter(age -> age > bound)
                .ifPresent(age -> late.add(node.name() + ": block " + next + " is not final after " + age + " ms"));
        long age = now - last.time().millis();
        if (age > bound + NEXT_BLOCK_SLOTS * SLOT) {
            late.add(node.name() + ": nothing became final after height " + last.height() + " for " + age + " ms");
        }
    }
}
