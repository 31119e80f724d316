package org.banyan.mainchain.node.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.banyan.consensus.Consensus;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.ChainHost;
import org.banyan.node.network.AmongPeers;
import org.banyan.node.operations.HealthCheck;
import org.banyan.node.operations.HealthCheck.Result;
import org.banyan.node.operations.PeerMetrics;
import org.banyan.node.operations.Readiness;
import org.banyan.spi.time.TimeSource;

/** What must hold for a node to be started and to be ready. */
final class Health implements Readiness {
    private static final long DISK_FREE_MIN = 256L << 20;

    /** Blocks take some time to be made and stored, however short the slot. */
    private static final long LAG_MILLIS_MIN = 5_000;

    /**
     * Peers of the node.
     *
     * @param named those that it is to keep a link to
     */
    record Peering(PeerMetrics figures, int named) {}

    private final ChainHost host;
    private final TimeSource time;
    private final Path data;
    private final int lagMax;
    private final Supplier<Optional<Peering>> peers;
    private volatile boolean started;
    private volatile boolean stopping;

    /**
     * @param lagMax slots that a head may be behind the clock, and blocks behind what peers claim
     * @param peers the node's peers as soon as it has a port for them
     */
    Health(ChainHost host, TimeSource time, Path data, int lagMax, Supplier<Optional<Peering>> peers) {
        this.host = host;
        this.time = time;
        this.data = data;
        this.lagMax = lagMax;
        this.peers = peers;
    }

    void started() {
        started = true;
    }

    void stopping() {
        stopping = true;
    }

    List<HealthCheck> startup() {
        return List.of(new HealthCheck(
                "chains opened",
                () -> started
                        ? Result.ok(host.chains().size() + " chains")
                        : Result.failing("chains are being opened")));
    }

    @Override
    public List<HealthCheck> checks() {
        return checks(lagMax);
    }

    @Override
    public List<HealthCheck> checks(int lagMax) {
        List<HealthCheck> checks = new ArrayList<>(startup());
        checks.add(new HealthCheck(
                "not stopping", () -> stopping ? Result.failing("the node is stopping") : Result.ok("running")));
        checks.add(new HealthCheck("disk", this::disk));
        peers.get().ifPresent(peering -> checks.add(new HealthCheck("peers", () -> connected(peering))));
        host.chains()
                .forEach(chain -> checks.add(new HealthCheck("chain " + chain.name(), () -> chain(chain, lagMax))));
        return checks;
    }

    private Result disk() {
        long free = data.toFile().getUsableSpace();
        return free >= DISK_FREE_MIN
                ? Result.ok((free >> 20) + " MiB free")
                : Result.failing((free >> 20) + " MiB free, less than " + (DISK_FREE_MIN >> 20)
                        + " MiB; make room before the store refuses to write");
    }

    /** Who names no peers may be the first one of a network. A peer that nobody named is no reason to trust that the network is there. */
    private static Result connected(Peering peering) {
        int connected = peering.figures().named();
        String detail = connected + " of " + peering.named() + " named peers are connected, "
                + (peering.figures().peers() - connected) + " others";
        return connected > 0 || peering.named() == 0
                ? Result.ok(detail)
                : Result.failing(
                        detail + "; see the log for why, and compare p2p-peers with their addresses and node ids");
    }

    /** How old a head may be: an idle chain is silent for as long as its consensus says. Where that is for ever, age tells nothing. */
    private static long allowedMillis(RunningChain chain, int lagMax) {
        long slotMillis = chain.specification().consensus().slotMillis();
        long idleSlots = chain.look(parts -> parts.chain().consensus().idleSlots());
        if (idleSlots == Consensus.NEVER_IDLE_BLOCKS) {
            return Long.MAX_VALUE;
        }
        return Math.max(LAG_MILLIS_MIN, (lagMax + idleSlots - 1) * slotMillis);
    }

    private Result chain(RunningChain chain, int lagMax) {
        if (chain.isStopped()) {
            return Result.failing("stopped; see the log and run/last-error.json");
        }
        ChainStatus status = chain.status();
        long age = time.now().millis() - status.head().time().millis();
        long allowed = allowedMillis(chain, lagMax);
        String detail = "height " + status.head().height() + ", head " + age + " ms old"
                + status.notProducing()
                        .map(why -> ", not producing because " + why)
                        .orElse("");
        AmongPeers standing =
                peers.get().map(peering -> peering.figures().of(chain.name())).orElse(AmongPeers.ALONE);
        if (standing.lagBlocks() > lagMax) {
            return Result.failing(detail + "; " + standing.lagBlocks() + " blocks behind its " + standing.peers()
                    + " peers, " + lagMax + " are allowed");
        }
        return age <= allowed ? Result.ok(detail) : Result.failing(detail + "; " + allowed + " ms are allowed");
    }
}
