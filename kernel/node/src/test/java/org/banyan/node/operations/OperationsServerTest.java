package org.banyan.node.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.banyan.node.fixture.TestProcess;
import org.banyan.node.network.AmongPeers;
import org.banyan.node.time.SystemTimeSource;
import org.banyan.testkit.crypto.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsServerTest {
    private static final String HOST = "127.0.0.1";

    private final AtomicBoolean ready = new AtomicBoolean();
    private final NodeMetrics metrics = new NodeMetrics("1.2.3", "abc", Path.of("."));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Readiness readiness = new Readiness() {
        @Override
        public List<HealthCheck> checks() {
            return List.of(
                    new HealthCheck(
                            "head",
                            () -> ready.get() ? HealthCheck.Result.ok("fresh") : HealthCheck.Result.failing("9 s old")),
                    new HealthCheck("disk", () -> {
                        throw new IllegalStateException("no disk");
                    }));
        }

        @Override
        public List<HealthCheck> checks(int lagMax) {
            return List.of(new HealthCheck("head", () -> HealthCheck.Result.ok("within " + lagMax)));
        }
    };

    private final OperationsServer server = new OperationsServer(
            HOST,
            0,
            List.of(new HealthCheck("opened", () -> HealthCheck.Result.ok("2 chains"))),
            readiness,
            metrics::scrape);

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
        client.close();
    }

    @Test
    void a_live_node_is_live_whatever_its_chains_do() throws Exception {
        assertThat(get("/healthz/live").statusCode()).isEqualTo(200);
        assertThat(get("/healthz/startup").body()).contains("\"check\":\"opened\",\"ok\":true,\"detail\":\"2 chains\"");
    }

    @Test
    void readiness_names_every_check_with_its_reason() throws Exception {
        HttpResponse<String> answer = get("/healthz/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .startsWith("{\"status\":\"down\"")
                .contains("{\"check\":\"head\",\"ok\":false,\"detail\":\"9 s old\"}")
                .contains("the check itself failed: java.lang.IllegalStateException: no disk");
    }

    @Test
    void who_asks_says_how_far_behind_is_near_enough() throws Exception {
        HttpResponse<String> answer = get("/healthz/ready?max_lag=40");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("within 40");
        for (String malformed : List.of("max_lag=", "max_lag=-1", "max_lag=12345678", "lag=3", "max_lag=1&max_lag=2")) {
            HttpResponse<String> refused = get("/healthz/ready?" + malformed);
            assertThat(refused.statusCode()).as(malformed).isEqualTo(400);
            assertThat(refused.body()).contains("max_lag=BLOCKS");
        }
    }

    @Test
    void figures_of_peers_are_those_of_the_last_tick() throws Exception {
        PeerMetrics peers = metrics.peers(line -> {});
        assertThat(peers.of("main")).isEqualTo(AmongPeers.ALONE);
        peers.counted(2, 1);
        peers.synced("main", new AmongPeers(3, 7, true));
        peers.synced("main", new AmongPeers(2, 4, false));
        assertThat(peers.peers()).isEqualTo(3);
        assertThat(peers.of("main")).isEqualTo(new AmongPeers(2, 4, false));
        assertThat(get("/metrics").body())
                .contains("banyan_p2p_peers{direction=\"inbound\"} 2.0")
                .contains("banyan_sync_lag_blocks{chain_id=\"main\"} 4.0")
                .contains("banyan_sync_state{chain_id=\"main\"} 0.0")
                .contains("banyan_sync_peers{chain_id=\"main\"} 2.0");
    }

    @Test
    void metrics_carry_the_names_of_the_conventions() throws Exception {
        TestProcess process = new TestProcess(plan -> metrics.chain(
                plan.specification(), TestProcess.consensus(plan.specification()), Set.of(), new SystemTimeSource()));
        process.start("main", TestKeys.named(TestProcess.SUITE, "alice"));
        process.time().advance(3 * TestProcess.SLOT_MILLIS);
        String scraped = get("/metrics").body();
        assertThat(scraped)
                .contains("banyan_build_info{commit=\"abc\"")
                .contains("banyan_chain_height{chain_id=\"main\"} 3.0")
                .contains("banyan_chain_final_height{chain_id=\"main\"} 3.0")
                .contains("banyan_consensus_slots_total{chain_id=\"main\",result=\"produced\"} 3.0")
                .contains("banyan_chain_reorgs_total{chain_id=\"main\"} 0.0")
                .contains("banyan_txpool_transactions{chain_id=\"main\",state=\"ready\"} 0.0")
                .contains("banyan_uptime_seconds");
    }

    @Test
    void metrics_say_what_the_process_costs_its_machine() throws Exception {
        String before = get("/metrics").body();
        String after = get("/metrics").body();

        assertThat(figure(before, "process_cpu_seconds_total")).isPositive();
        assertThat(figure(after, "jvm_threads_allocated_bytes_total"))
                .isGreaterThan(figure(before, "jvm_threads_allocated_bytes_total"));
        if (Files.isReadable(Path.of("/proc/self/status"))) {
            assertThat(figure(after, "process_resident_memory_peak_bytes"))
                    .isGreaterThanOrEqualTo(figure(before, "process_resident_memory_bytes"));
            assertThat(figure(after, "process_resident_memory_bytes")).isGreaterThan(1 << 20);
        }
    }

    private static double figure(String scraped, String name) {
        return scraped.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + scraped));
    }

    @Test
    void an_unknown_page_says_which_there_are_and_only_reading_is_allowed() throws Exception {
        assertThat(get("/nowhere").body()).contains("/healthz/ready");
        HttpRequest post = HttpRequest.newBuilder(uri("/metrics"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void a_taken_port_is_refused_with_what_to_do() {
        assertThatThrownBy(() -> new OperationsServer(HOST, server.port(), List.of(), readiness, () -> ""))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.PORT_TAKEN))
                .hasMessageContaining("--ops-port");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://" + HOST + ":" + server.port() + path);
    }
}
