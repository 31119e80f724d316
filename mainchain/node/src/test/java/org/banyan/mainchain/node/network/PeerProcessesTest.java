package org.banyan.mainchain.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** RELIABILITY.md T3 on peers: delegates that are processes of their own form one chain, and one that was killed catches up. */
@EnabledIfSystemProperty(named = "banyan.net.port", matches = "[0-9]+", disabledReason = "starts four processes")
class PeerProcessesTest {
    private static final int DELEGATES = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void four_delegates_in_four_processes_finalize_and_a_killed_one_catches_up() throws Exception {
        try (NetworkProcesses net = new NetworkProcesses(folder, DELEGATES, Integer.getInteger("banyan.net.port", 0))) {
            for (int node = 1; node <= DELEGATES; node++) {
                net.start(node);
            }
            for (int node = 1; node <= DELEGATES; node++) {
                awaitFinal(net, node, 10);
            }
            net.kill(2);
            double reached = net.finalHeight(1);
            awaitFinal(net, 1, reached + 10);

            net.start(2);
            awaitFinal(net, 2, reached + 12);
            awaitFinal(net, 1, reached + 14);
            for (int node = 1; node <= DELEGATES; node++) {
                assertThat(bodies(net, node, "known"))
                        .as("node-%s puts new blocks together from what it has", node)
                        .isPositive();
                assertThat(net.log(node)).doesNotContain("broke a rule", "\"level\":\"ERROR\"");
            }
        }
    }

    /** New blocks whose bodies came in this way. */
    private static double bodies(NetworkProcesses net, int node, String how) throws InterruptedException {
        return net.figure(node, "banyan_p2p_bodies_total{chain_id=\"main\",how=\"" + how + "\"}");
    }

    private static void awaitFinal(NetworkProcesses net, int node, double height) {
        await().alias("node-" + node + " finalizes " + height)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> net.finalHeight(node) >= height);
    }
}
