package org.banyan.simulation.scenario;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.banyan.core.chain.ChainDefinition;
import org.banyan.node.chain.RunningChain;
import org.banyan.simulation.check.Findings;
import org.banyan.simulation.check.Followed;
import org.banyan.testkit.world.World;

/**
 * A chain and its child, each with nodes, faults and clients of its own, and a carrier between them that meets any node of either. What a final block of one
 * chain follows must be final on the other, and after healing both must follow what was made since.
 */
public final class TreeScenario {
    /** Carries what it can between the two chains in one go; called again and again, with any node of each. */
    @FunctionalInterface
    public interface Carrier {
        void carry(RunningChain child, RunningChain parent);
    }

    private final World world;
    private final Draw draw;
    private final Carrier carrier;
    private final Findings findings;
    private final SimulatedChain parent;
    private final SimulatedChain child;
    private final Followed inParent;
    private final Followed inChild;
    private final SplittableRandom random;
    private final Phases phases;

    /** @param childOf makes the child's kit of the parent's definition */
    public TreeScenario(
            long seed, Draw draw, ChainKit parentKit, Function<ChainDefinition, ChainKit> childOf, Carrier carrier) {
        this.world = new World(seed, Phases.GENESIS);
        this.draw = draw;
        this.carrier = carrier;
        this.findings = new Findings(world.queue()::halt);
        this.random = world.entropy().stream("carrier");
        this.parent = new SimulatedChain(world, "parent", draw, parentKit, findings);
        this.child = new SimulatedChain(world, "child", draw, childOf.apply(parent.definition()), findings);
        this.inParent = edge(parent, child);
        this.inChild = edge(child, parent);
        this.phases = new Phases(world, draw, findings, List.of(parent, child));
    }

    private Followed edge(SimulatedChain follower, SimulatedChain followed) {
        Followed edge = new Followed(
                findings,
                follower.judges().blocks(),
                followed.definition().rules().chainId().hash().toHex(),
                followed.judges().finals());
        follower.judges().watch(edge);
        return edge;
    }

    public Outcome run() {
        carryOn();
        return phases.run(this::checkEdges);
    }

    private void carryOn() {
        world.queue().after(1 + random.nextLong(draw.slotMillis()), () -> {
            child.anyNode(random).use(side -> parent.anyNode(random).use(main -> carrier.carry(side, main)));
            carryOn();
        });
    }

    private void checkEdges() {
        if (!draw.tooManyLie() && parent.stalled().isEmpty() && child.stalled().isEmpty()) {
            checkEdge("the parent", inParent, child.finalBefore());
            checkEdge("the child", inChild, parent.finalBefore());
        }
    }

    private void checkEdge(String who, Followed edge, long before) {
        if (edge.height() <= before) {
            findings.report(
                    Liveness.NAME,
                    who + " follows the other chain up to height " + edge.height() + ", which was final up to " + before
                            + " when all were restarted " + draw.healingMillis() + " ms ago");
        }
    }
}
