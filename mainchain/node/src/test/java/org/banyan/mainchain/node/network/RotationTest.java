package org.banyan.mainchain.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.mainchain.node.command.TestNode.Said;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and node keys change while the network runs: certificates by themselves and without a restart, keys as the operators say. */
@EnabledIfSystemProperty(named = "banyan.net.port", matches = "[0-9]+", disabledReason = "starts two processes")
class RotationTest {
    private static final int SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EXPIRY = "banyan_tls_certificate_expiry_timestamp_seconds";

    @TempDir
    private Path folder;

    @Test
    void a_node_that_outlives_its_first_certificate_is_still_taken_by_one_that_comes_anew() throws Exception {
        try (NetworkProcesses net = new NetworkProcesses(folder, 2, Integer.getInteger("banyan.net.port", 0) + 80)) {
            for (int node = 1; node <= 2; node++) {
                Files.writeString(
                        net.home(node).resolve("config/node.conf"),
                        "p2p-certificate-seconds = " + SECONDS + "\n",
                        StandardOpenOption.APPEND);
                net.start(node);
            }
            soon("both finalize", () -> net.finalHeight(1) >= 2 && net.finalHeight(2) >= 2);
            double first = net.figure(1, EXPIRY);
            assertThat(first).isPositive();

            net.kill(2);
            soon("node-1 has outlived its first certificate", () -> now() > first + 1);
            double reached = net.finalHeight(1);
            net.start(2);

            soon("the two meet and finalize again", () -> net.finalHeight(2) > reached + 2);
            assertThat(net.figure(1, EXPIRY))
                    .as("a certificate that is good now")
                    .isGreaterThan(now());
            assertThat(net.log(1)).doesNotContain("broke a rule", "\"level\":\"ERROR\"");
        }
    }

    @Test
    void a_node_with_a_new_key_is_let_in_by_those_who_listed_it_and_by_nobody_before() throws Exception {
        try (NetworkProcesses net = new NetworkProcesses(folder, 4, Integer.getInteger("banyan.net.port", 0) + 80)) {
            for (int node = 1; node <= 3; node++) {
                Files.writeString(
                        net.home(node).resolve("config/node.conf"), "p2p-allow = named\n", StandardOpenOption.APPEND);
            }
            for (int node = 1; node <= 4; node++) {
                net.start(node);
            }
            soon("all finalize", () -> net.finalHeight(1) >= 2 && net.finalHeight(4) >= 2);

            net.kill(4);
            Said rotated = TestNode.run(net.home(4), "key-rotate");
            assertThat(rotated.code()).as(rotated.err()).isEqualTo(ExitCode.OK);
            net.start(4);
            soon("node-4 runs", () -> net.figure(4, "banyan_uptime_seconds") > 5);
            assertThat(net.figure(4, "banyan_p2p_peers{direction=\"outbound\"}"))
                    .isZero();
            double alone = net.finalHeight(4);
            double others = net.finalHeight(1);
            soon("the others go on without it", () -> net.finalHeight(1) > others + 2);
            assertThat(net.finalHeight(4)).isEqualTo(alone);

            String id = TestNode.run(net.home(4), "node-id").out().strip();
            for (int node = 1; node <= 3; node++) {
                Files.writeString(net.home(node).resolve("config/allow"), id + "\n");
            }
            soon("node-4 finalizes again", () -> net.finalHeight(4) > others + 2);
        }
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    private static void soon(String what, Callable<Boolean> holds) {
        await().alias(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(holds);
    }
}
