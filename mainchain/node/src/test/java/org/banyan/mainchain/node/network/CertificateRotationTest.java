package org.banyan.mainchain.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose certificates are good for seconds go on meeting each other: each makes new ones, without a restart and without anybody's doing. */
@EnabledIfSystemProperty(named = "banyan.net.port", matches = "[0-9]+", disabledReason = "starts two processes")
class CertificateRotationTest {
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
