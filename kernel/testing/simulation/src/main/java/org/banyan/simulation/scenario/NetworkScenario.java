package org.banyan.simulation.scenario;

import java.util.List;
import org.banyan.simulation.check.Findings;
import org.banyan.testkit.world.World;

/** One chain of n producers and its clients, through faults, healing and a restart of all. */
public final class NetworkScenario {
    private final Phases phases;

    public NetworkScenario(long seed, Draw draw, ChainKit kit) {
        World world = new World(seed, Phases.GENESIS);
        Findings findings = new Findings(world.queue()::halt);
        this.phases =
                new Phases(world, draw, findings, List.of(new SimulatedChain(world, "node", draw, kit, findings)));
    }

    public Outcome run() {
        return phases.run(() -> {});
    }
}
