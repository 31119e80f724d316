package org.banyan.mainchain.node.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.banyan.node.chain.ChainStatus;
import org.banyan.node.chain.RunningChain;
import org.banyan.node.host.ChainHost;
import org.banyan.node.operations.HealthCheck;
import org.banyan.node.operations.HealthCheck.Result;
import org.banyan.spi.time.TimeSource;

/** What must hold for a node to be started and to be ready. */
final class Health {
    private static final long DISK_FREE_MIN = 256L << 20;

    /** Blocks take some time to be made and stored, however short the slot. */
    private static final long LAG_MILLIS_MIN = 5_000;

    private final ChainHost host;
    private final TimeSource time;
    private final Path data;
    private final int lagSlots;
    private volatile boolean started;
    private volatile boolean stopping;

    Health(ChainHost host, TimeSource time, Path data, int lagSlots) {
        this.host = host;
        this.time = time;
        this.data = data;
        this.lagSlots = lagSlots;
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

    List<HealthCheck> ready() {
        List<HealthCheck> checks = new ArrayList<>(startup());
        checks.add(new HealthCheck(
                "not stopping", () -> stopping ? Result.failing("the node is stopping") : Result.ok("running")));
        checks.add(new HealthCheck("disk", this::disk));
        host.chains().forEach(chain -> checks.add(new HealthCheck("chain " + chain.name(), () -> chain(chain))));
        return checks;
    }

    private Result disk() {
        long free = data.toFile().getUsableSpace();
        return free >= DISK_FREE_MIN
                ? Result.ok((free >> 20) + " MiB free")
                : Result.failing((free >> 20) + " MiB free, less than " + (DISK_FREE_MIN >> 20)
                        + " MiB; make room before the store refuses to write");
    }

    private Result chain(RunningChain chain) {
        if (chain.isStopped()) {
            return Result.failing("stopped; see the log and run/last-error.json");
        }
        ChainStatus status = chain.status();
        long lag = time.now().millis() - status.head().time().millis();
        long allowed = Math.max(
                LAG_MILLIS_MIN, lagSlots * chain.specification().consensus().slotMillis());
        String detail = "height " + status.head().height() + ", head " + lag + " ms old"
                + status.notProducing()
                        .map(why -> ", not producing because " + why)
                        .orElse("");
        return lag <= allowed ? Result.ok(detail) : Result.failing(detail + "; " + allowed + " ms are allowed");
    }
}
