package org.banyan.simulation.scenario;

import java.util.List;
import java.util.Set;
import org.banyan.core.pool.PoolLimits;
import org.banyan.simulation.check.Findings;
import org.banyan.simulation.liar.Lie;
import org.banyan.simulation.network.Weather;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.testkit.world.World;

/** One chain in a network that nothing disturbs but its own liars, for who wants to look at what its nodes know in the end. All checkers watch. */
public final class CalmScenario {
    private final World world;
    private final Findings findings;
    private final SimulatedChain chain;
    private final int slotMillis;

    /** @param liars by position in the set, lowest address first */
    public CalmScenario(long seed, ChainKit kit, int producers, int slotMillis, Set<Integer> liars, List<Lie> lies) {
        this(seed, kit, producers, producers, slotMillis, liars, lies);
    }

    /** @param seats of the kit: where they are fewer than the producers, others serve from time to time */
    public CalmScenario(
            long seed, ChainKit kit, int producers, int seats, int slotMillis, Set<Integer> liars, List<Lie> lies) {
        Draw draw = new Draw(
                producers,
                slotMillis,
                0,
                new Weather(0, slotMillis / 10, 0, 0),
                List.of(),
                1,
                3,
                slotMillis,
                0,
                0,
                PoolLimits.DEFAULT,
                false,
                false,
                liars.size(),
                lies,
                seats);
        this.world = new World(seed, Phases.GENESIS);
        this.findings = new Findings(world.queue()::halt);
        this.chain = new SimulatedChain(world, "node", draw, kit, findings, liars);
        this.slotMillis = slotMillis;
        chain.begin();
    }

    public void run(int slots) {
        world.queue().runUntil(world.now().plusMillis((long) slots * slotMillis));
    }

    /** Such a part of so many slots. */
    public void run(int slots, int parts) {
        world.queue().runUntil(world.now().plusMillis((long) slots * slotMillis / parts));
    }

    public long nowMillis() {
        return world.now().millis();
    }

    public List<SimulatedNode> nodes() {
        return chain.nodes();
    }

    /** What the checkers found. */
    public List<Findings.Finding> findings() {
        return findings.all();
    }

    /** How often the liars lied, or tried to. */
    public long lies() {
        return chain.lies();
    }
}
