package org.banyan.mainchain.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.banyan.mainchain.node.command.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DevelopmentPeersTest {
    @TempDir
    private Path home;

    @Test
    void a_development_node_has_peers_on_all_its_chains_from_its_first_start_on_and_produces() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int start = 0; start < 2; start++) {
                try (TestNode node = TestNode.startWithPeers(home)) {
                    long reached = height(node);
                    await().atMost(Duration.ofMinutes(1))
                            .until(() -> height(node) > reached
                                    && shows(client, node, "banyan_sync_state{chain_id=\"main\"}")
                                    && shows(client, node, "banyan_sync_state{chain_id=\"side-1\"}"));
                    assertThat(home.resolve("chains/main/signer")).isNotEmptyDirectory();
                }
            }
        }
    }

    private static long height(TestNode node) {
        return node.process()
                .host()
                .chain("main")
                .orElseThrow()
                .status()
                .head()
                .height()
                .value();
    }

    private static boolean shows(HttpClient client, TestNode node, String series)
            throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + node.process().operationsPort() + "/metrics");
        String scraped = client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return Arrays.stream(scraped.split("\n")).anyMatch(line -> line.startsWith(series));
    }
}
