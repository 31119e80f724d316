package org.banyan.simulation.scenario;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.banyan.node.signing.SignGuardException;
import org.banyan.simulation.check.FinalBlocks;
import org.banyan.simulation.check.Findings;
import org.banyan.simulation.network.Network;
import org.banyan.simulation.network.Weather;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.StoreException;
import org.banyan.testkit.world.Entropy;
import org.banyan.testkit.world.World;

/** Does to nodes and links what the draw allows, and puts nodes back to work as an operator does: restart, free some space, replace a rotten disk. */
final class Faults implements Judges.Operator {
    static final String INVARIANT = "invariant";

    private final World world;
    private final Draw draw;
    private final List<SimulatedNode> nodes;
    private final Set<Integer> liars;
    private final Network network;
    private final Findings findings;
    private final FinalBlocks finals;
    private final SplittableRandom random;
    private int rotten;
    private boolean ended;

    Faults(
            World world,
            Entropy entropy,
            Draw draw,
            List<SimulatedNode> nodes,
            Set<Integer> liars,
            Network network,
            Findings findings,
            FinalBlocks finals) {
        this.world = world;
        this.draw = draw;
        this.nodes = nodes;
        this.liars = liars;
        this.network = network;
        this.findings = findings;
        this.finals = finals;
        this.random = entropy.stream("faults");
    }

    void begin() {
        network.weather(draw.weather());
        nodes.forEach(this::setClock);
        if (!draw.faults().isEmpty()) {
            next();
        }
    }

    private void next() {
        world.queue().after(1 + random.nextLong(2 * draw.faultMillis()), () -> {
            if (!ended) {
                happen(draw.faults().get(random.nextInt(draw.faults().size())));
                next();
            }
        });
    }

    /** Nothing goes wrong any more, and what went wrong is mended: links, clocks, paused processes, disks. */
    void end() {
        ended = true;
        network.heal();
        network.weather(Weather.FAIR);
        for (SimulatedNode node : nodes) {
            node.disk().mended();
            node.guardFiles().mended();
            node.clock().set(random.nextLong(201) - 100, 0);
            node.resume();
        }
    }

    private void happen(FaultKind kind) {
        SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
        world.note("fault", kind + " " + node.name());
        switch (kind) {
            case KILL -> {
                node.kill();
                restart(node);
            }
            case POWER_CUT -> {
                node.powerCut();
                restart(node);
            }
            case STOP -> {
                if (!node.isPaused()) {
                    node.stop();
                }
                restart(node);
            }
            case PAUSE -> {
                node.pause();
                world.queue().after(random.nextLong(15_000), node::resume);
            }
            case WRITE_FAILS -> node.disk().failAfter(random.nextInt(4), random);
            case DISK_FULL -> {
                node.disk().fill();
                world.queue().after(random.nextLong(20_000), node.disk()::freed);
            }
            case GUARD_FAILS -> node.guardFiles().failNext();
            case ROT -> {
                if (rotten + liars.size() < draw.faulty() || node.disk().isRotten()) {
                    rotten += node.disk().isRotten() ? 0 : 1;
                    node.disk().rot(random);
                }
            }
            case HALVES, ISOLATE_ONE, ONE_WAY -> partition(kind, node.index());
            case CLOG -> network.clog(node.index(), random.nextInt(nodes.size()), random.nextLong(5_000));
            case CLOCK -> setClock(node);
        }
    }

    private void partition(FaultKind kind, int one) {
        boolean[] side = new boolean[nodes.size()];
        for (int i = 0; i < side.length; i++) {
            side[i] = kind == FaultKind.HALVES ? random.nextBoolean() : i == one;
        }
        boolean bothWays = kind != FaultKind.ONE_WAY;
        boolean speaks = random.nextBoolean();
        for (int from = 0; from < side.length; from++) {
            for (int to = 0; to < side.length; to++) {
                if (side[from] != side[to] && (bothWays || side[from] == speaks)) {
                    network.cut(from, to);
                }
            }
        }
        world.queue().after(1 + random.nextLong(20 * draw.slotMillis()), () -> {
            world.note("fault", "partitions heal");
            network.heal();
        });
    }

    private void setClock(SimulatedNode node) {
        long offset = random.nextLong(2 * draw.clockMillisMax() + 1) - draw.clockMillisMax();
        long drift = random.nextLong(2 * draw.driftPpmMax() + 1) - draw.driftPpmMax();
        node.clock().set(offset, drift);
    }

    private void restart(SimulatedNode node) {
        world.queue().after(500 + random.nextLong(6 * draw.slotMillis()), node::start);
    }

    // What an operator does

    @Override
    public void failed(SimulatedNode node, Throwable why) {
        if (why instanceof StoreCorruptException && node.disk().isRotten()) {
            replace(node);
        } else if (why instanceof StoreCorruptException) {
            findings.report(
                    FinalBlocks.RECOVERY,
                    node.name() + " finds its store damaged, and it never was: " + why.getMessage());
        } else if (why instanceof StoreException || why instanceof SignGuardException) {
            if (random.nextInt(3) == 0) {
                node.powerCut();
            }
            restart(node);
        } else if (liars.contains(node.index())) {
            restart(node);
        } else if (draw.tooManyLie() && why instanceof IllegalStateException) {
            world.note("operator", node.name() + " stops rather than break its word: " + why.getMessage());
        } else {
            findings.report(INVARIANT, node.name() + " stops itself: " + trace(why));
        }
    }

    private static String trace(Throwable why) {
        StackTraceElement[] at = why.getStackTrace();
        return why + (at.length == 0 ? "" : " at " + at[0]);
    }

    @Override
    public void notOpened(SimulatedNode node, RuntimeException why) {
        if (node.disk().isRotten()) {
            replace(node);
        } else if (why instanceof StoreException && !(why instanceof StoreCorruptException)) {
            restart(node);
        } else {
            findings.report(FinalBlocks.RECOVERY, node.name() + " does not start on its own disk: " + trace(why));
        }
    }

    private void replace(SimulatedNode node) {
        world.note("operator", "replaces the disk of " + node.name());
        rotten -= node.disk().isRotten() ? 1 : 0;
        node.disk().replace();
        finals.replaced(node.name());
        restart(node);
    }
}
