package org.banyan.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.simulation.node.SimulatedNode;
import org.banyan.testkit.world.World;
import org.banyan.types.Bytes;

/**
 * Clients that send transfers to nodes: most are sound, some ask for more than there is, bear an old mark, or are sent again, to the same node or another, at
 * once or much later.
 */
final class Clients {
    private static final int REMEMBERED_MAX = 512;

    private final World world;
    private final List<SimulatedNode> nodes;
    private final Wallet wallet;
    private final SplittableRandom random;
    private final List<Bytes> sent = new ArrayList<>();
    private long accepted;
    private boolean ended;

    Clients(World world, List<SimulatedNode> nodes, Wallet wallet, SplittableRandom random) {
        this.world = world;
        this.nodes = nodes;
        this.wallet = wallet;
        this.random = random;
    }

    /** Sends one transaction after another until {@link #end}. */
    void begin(long meanMillis) {
        world.queue().after(1 + random.nextLong(2 * meanMillis), () -> {
            if (!ended) {
                sendOne();
                begin(meanMillis);
            }
        });
    }

    void end() {
        ended = true;
    }

    long accepted() {
        return accepted;
    }

    private void sendOne() {
        SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
        if (!sent.isEmpty() && random.nextInt(5) == 0) {
            offer(node, sent.get(random.nextInt(sent.size())));
            return;
        }
        node.engine().filter(engine -> !node.isPaused()).ifPresent(engine -> {
            Bytes envelope = wallet.transfer(engine);
            remember(envelope);
            offer(node, envelope);
        });
    }

    private void offer(SimulatedNode node, Bytes envelope) {
        if (node.submit(envelope).filter(verdict -> verdict.isAccepted()).isPresent()) {
            accepted++;
        }
    }

    private void remember(Bytes envelope) {
        if (sent.size() < REMEMBERED_MAX) {
            sent.add(envelope);
        } else {
            sent.set(random.nextInt(REMEMBERED_MAX), envelope);
        }
    }
}
