package org.banyan.cli.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.Node;
import org.banyan.v1.SyncState;

/** How the node does, as it says itself. */
final class NodeChecks {
    static final Duration CLOCK_OFFSET_MAX = Duration.ofMillis(500);
    static final int HEAD_SLOTS_MAX = 10;
    static final long FINALITY_LAG_MAX = 64;

    private NodeChecks() {}

    static List<Finding> all(ClientOptions options) {
        try (BanyanClient client = BanyanClient.connect(options)) {
            long before = System.currentTimeMillis();
            Node node = client.node();
            long after = System.currentTimeMillis();
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok("node", "version " + node.getVersion() + " at " + options.api()));
            findings.add(clock(node.getTimeMillis() - (before + after) / 2, (after - before) / 2));
            findings.addAll(chain(client.status(), node.getTimeMillis()));
            return findings;
        } catch (BanyanException failed) {
            boolean none = failed.known() == ErrorReason.ERROR_REASON_NODE_UNREACHABLE;
            return List.of(
                    none
                            ? Finding.warning(
                                    "node",
                                    "none answers at " + options.api(),
                                    "start one, or give its address with --api")
                            : Finding.failed("node", failed.reason() + ": " + failed.what(), failed.fix()));
        }
    }

    /** @param uncertaintyMillis half of the time that the answer took */
    static Finding clock(long offsetMillis, long uncertaintyMillis) {
        String found = (offsetMillis >= 0 ? "+" : "") + offsetMillis + " ms between node and this machine";
        boolean close = Math.abs(offsetMillis) - uncertaintyMillis <= CLOCK_OFFSET_MAX.toMillis();
        return close
                ? Finding.ok("clock", found)
                : Finding.failed("clock", found, "synchronise both clocks, such as by NTP");
    }

    static List<Finding> chain(ChainStatus status, long nowMillis) {
        List<Finding> findings = new ArrayList<>();
        String head = "height " + status.getHead().getHeight();
        long ageMillis = nowMillis - status.getHeadTimeMillis();
        findings.add(
                ageMillis <= HEAD_SLOTS_MAX * status.getSlotMillis()
                        ? Finding.ok("head", head + ", " + ageMillis + " ms old")
                        : Finding.failed(
                                "head",
                                head + ", " + ageMillis / 1000 + " s old at a slot of " + status.getSlotMillis()
                                        + " ms",
                                status.getNotProducing().isEmpty()
                                        ? "see the node's log for why no block comes"
                                        : "not producing because " + status.getNotProducing()));
        findings.add(
                status.getSyncState() == SyncState.SYNC_STATE_SYNCED
                        ? Finding.ok("sync", "synced")
                        : Finding.failed(
                                "sync", status.getSyncState().name(), "wait until it has caught up, or see its log"));
        long lag = status.getHead().getHeight() - status.getFinal().getHeight();
        findings.add(
                lag <= FINALITY_LAG_MAX
                        ? Finding.ok("finality", lag + " blocks behind the head")
                        : Finding.failed(
                                "finality", lag + " blocks behind the head", "see which producers do not vote"));
        return findings;
    }
}
