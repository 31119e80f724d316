package org.banyan.simulation.scenario;

import java.util.List;
import org.banyan.simulation.check.Findings;
import org.banyan.testkit.world.World;
import org.banyan.types.Timestamp;

/**
 * The three phases that every chain of a world goes through at once. A: faults, while every checker watches. B: everything is mended and a random quorum of each
 * chain goes on alone; finality has to go on in bounded time (RL2). C: all lose power, restart from their disks, and have to come together again.
 */
final class Phases {
    static final Timestamp GENESIS = new Timestamp(1_800_000_000_000L);

    private static final int CORE_LOOKS = 8;
    private static final int LAST_EVENTS = 60;
    private static final int EVENTS_WAITING_MAX = 50_000;
    private static final int TRACE_LINES = 6;

    private final World world;
    private final Draw draw;
    private final Findings findings;
    private final List<SimulatedChain> chains;

    Phases(World world, Draw draw, Findings findings, List<SimulatedChain> chains) {
        this.world = world;
        this.draw = draw;
        this.findings = findings;
        this.chains = List.copyOf(chains);
    }

    /** @param atEnd what is checked besides, when nothing was found */
    Outcome run(Runnable atEnd) {
        try {
            faults();
            healed();
            restarted();
            if (findings.isEmpty()) {
                atEnd.run();
            }
        } catch (RuntimeException broken) {
            findings.report(
                    Faults.INVARIANT,
                    "an exception left a node: " + broken + " at "
                            + List.of(broken.getStackTrace()).stream()
                                    .limit(TRACE_LINES)
                                    .toList());
        }
        return outcome();
    }

    private Outcome outcome() {
        String stalled = chains.stream()
                .map(SimulatedChain::stalled)
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
        return new Outcome(
                world.seed(),
                chains.getFirst().consensus(),
                draw,
                findings.all(),
                world.log().hash(),
                world.elapsedMillis(),
                world.queue().happened(),
                chains.stream().mapToLong(SimulatedChain::messages).sum(),
                chains.stream().mapToLong(SimulatedChain::transactions).sum(),
                chains.stream().mapToLong(SimulatedChain::lies).sum(),
                chains.stream().mapToLong(SimulatedChain::finalHeight).sum(),
                stalled,
                world.log().last(LAST_EVENTS));
    }

    private void faults() {
        world.note("phase", "A");
        chains.forEach(SimulatedChain::begin);
        pass(draw.slots() * draw.slotMillis());
    }

    private void healed() {
        world.note("phase", "B");
        chains.forEach(SimulatedChain::heal);
        for (int i = 0; i < CORE_LOOKS; i++) {
            chains.forEach(SimulatedChain::keepCore);
            pass(draw.healingMillis() / CORE_LOOKS);
        }
        chains.forEach(SimulatedChain::keepCore);
        for (SimulatedChain chain : chains) {
            if (findings.isEmpty()) {
                chain.checkCore();
            }
        }
    }

    private void restarted() {
        world.note("phase", "C");
        chains.forEach(SimulatedChain::restart);
        pass(draw.healingMillis());
        chains.forEach(SimulatedChain::end);
        for (SimulatedChain chain : chains) {
            if (findings.isEmpty()) {
                chain.checkAll();
            }
        }
    }

    private void pass(long millis) {
        world.queue().runUntil(world.now().plusMillis(millis));
        if (world.queue().waiting() > EVENTS_WAITING_MAX) {
            findings.report(
                    Judges.BOUNDS,
                    world.queue().waiting() + " events wait, more than " + EVENTS_WAITING_MAX
                            + ": something asks for more than it does");
        }
    }
}
