package org.banyan.mainchain.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.WaitFor;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.DeclaredAccess;
import org.banyan.v1.ExecutionWay;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How blocks are run, as a client sees it: gRPC, JSON and metrics of one development node. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecutionApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BURNS = 40;

    private final TestNode node;
    private final BanyanClient client;
    private final HttpClient http = HttpClient.newHttpClient();
    private final CryptoSuite suite;
    private long salt;
    private String height = "";

    ExecutionApiTest(@TempDir Path home) {
        node = TestNode.start(home);
        client = BanyanClient.connect(
                ClientOptions.of("http://127.0.0.1:" + node.process().apiPort(), "main"));
        suite = node.process().host().chain("main").orElseThrow().rules().suite();
    }

    /** A block of calls that all burn on cell 1 or, each on its own, on others: enough work for a plan. */
    @BeforeAll
    void fill_a_block() {
        List<SignedTransaction> burns = new ArrayList<>();
        for (int i = 0; i < BURNS; i++) {
            burns.add(burn(i % 2 == 0 ? 1 : 100 + i));
        }
        var results = client.submitBatch(burns);
        assertThat(results).allSatisfy(result -> assertThat(result.getReason()).isEmpty());
        var status = client.submitAndWait(burn(2), WaitFor.FINAL, PATIENCE);
        assertThat(status.getReceipt().getFailureName()).isEmpty();
        height = Long.toString(
                client.transaction(burns.getFirst().id()).getStatus().getBlock().getHeight());
    }

    @AfterAll
    void stop() {
        client.close();
        http.close();
        node.close();
    }

    private SignedTransaction burn(int cell) {
        return client.transaction("bench", "Burn")
                .arguments(Json.object()
                        .put("units", "20000")
                        .put("first", Integer.toString(cell))
                        .put("second", Integer.toString(cell))
                        .build())
                .salt(++salt)
                .sign(new DevKeys(suite).signer("alice"));
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_block_shows_its_groups_and_the_key_that_keeps_them_in_order_over_grpc_and_json() throws Exception {
        var execution = client.executions().groups(height).getExecution();

        assertThat(execution.getTransactions()).isGreaterThanOrEqualTo(2);
        assertThat(execution.getWay()).isNotEqualTo(ExecutionWay.EXECUTION_WAY_TRACED);
        assertThat(execution.hasTimes()).isTrue();
        assertThat(execution.getPlan().getConflictKeys(0).getKey().getContractName())
                .isEqualTo("bench");
        assertThat(execution.getPlan().getSpeedupBoundAny()).isGreaterThanOrEqualTo(1);
        assertThat(execution.getPlan().getTasksList().stream()
                        .mapToInt(task -> task.getTransactionsCount())
                        .sum())
                .isEqualTo(execution.getTransactions());
        var json = get(node.process().apiPort(), "/v1/chains/main/blocks/" + height + "/groups?page_size=1");
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.body()).contains("\"conflictKeys\"", "\"contractName\":\"bench\"", "\"phase\":\"SETTLE\"");
    }

    @Test
    void transactions_are_planned_before_they_are_sent() {
        var preview = client.executions().preview(List.of(burn(1), burn(1), burn(3)), 4);

        assertThat(preview.getExecution().getWay()).isEqualTo(ExecutionWay.EXECUTION_WAY_TRACED);
        assertThat(preview.getExecution().getWorkers()).isEqualTo(4);
        assertThat(preview.getExecution().getPlan().getGroups()).isEqualTo(2);
        assertThat(preview.getTransactionsList()).hasSize(3).allSatisfy(each -> {
            assertThat(each.getMethod()).isEqualTo("Burn");
            assertThat(each.getUndeclaredCount()).isZero();
        });
    }

    @Test
    void the_report_of_conflicts_names_the_methods_and_finds_no_fault_where_there_is_none() throws Exception {
        var report = client.executions().conflicts(height, 1, "bench", "");

        assertThat(report.getMethodsList()).singleElement().satisfies(method -> {
            assertThat(method.getMethod()).isEqualTo("Burn");
            assertThat(method.getDeclared()).isEqualTo(DeclaredAccess.DECLARED_ACCESS_EXACT);
            assertThat(method.getUndeclaredCalls()).isZero();
            assertThat(method.getUnusedCalls()).isZero();
        });
        assertThat(report.getConflictsList()).singleElement().satisfies(pair -> {
            assertThat(pair.getReal()).isPositive();
            assertThat(pair.getNeedless()).isZero();
        });
        assertThat(client.executions().conflicts(height, 1, "token", "").getMethodsList())
                .as("of another contract")
                .isEmpty();
        assertThat(get(node.process().apiPort(), "/v1/chains/main/conflicts?from=" + height + "&blocks=1")
                        .body())
                .contains("\"CONFLICT_FAULT_NOBODY\"");
    }

    @Test
    void what_cannot_be_answered_says_why() {
        var executions = client.executions();
        assertThatThrownBy(() -> executions.groups("0"))
                .isInstanceOf(BanyanException.class)
                .hasMessageContaining("genesis has no transactions");
        assertThatThrownBy(() -> executions.groups("99999999")).hasMessageContaining("BLOCK_NOT_FOUND");
        assertThatThrownBy(() -> executions.groups(height, 50, "bm90IGEgbnVtYmVy"))
                .hasMessageContaining("PAGE_TOKEN_INVALID");
        assertThatThrownBy(() -> executions.preview(List.of(), 2)).hasMessageContaining("ARGUMENT_INVALID");
        assertThatThrownBy(() -> executions.preview(List.of(burn(1)), 257)).hasMessageContaining("workers");
        assertThatThrownBy(() -> executions.conflicts(height, 257, "", "")).hasMessageContaining("blocks");
        assertThatThrownBy(() -> executions.conflicts(height, 1, "nobody", ""))
                .hasMessageContaining("CONTRACT_NOT_FOUND");
    }

    @Test
    void every_figure_of_execution_is_in_a_live_scrape() throws Exception {
        String scraped = get(node.process().operationsPort(), "/metrics").body();
        assertThat(scraped)
                .contains(
                        "banyan_exec_block_seconds_count{chain_id=\"main\",phase=\"plan\"}",
                        "banyan_exec_block_seconds_count{chain_id=\"main\",phase=\"tasks\"}",
                        "banyan_exec_groups_count{chain_id=\"main\"}",
                        "banyan_exec_group_transactions_sum{chain_id=\"main\"}",
                        "banyan_exec_serial_transactions_total{chain_id=\"main\"}",
                        "banyan_exec_conflicts_total{chain_id=\"main\",kind=\"undeclared\"}",
                        "banyan_exec_speedup_ratio{chain_id=\"main\"}",
                        "banyan_exec_workers_busy ",
                        "banyan_contract_calls_total{result=\"succeeded\",runtime=\"trusted\"}",
                        "banyan_contract_calls_total{result=\"failed\",runtime=\"trusted\"}");
        assertThat(scraped.lines()
                        .filter(line -> line.startsWith("banyan_contract_calls_total{result=\"succeeded\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum())
                .isGreaterThanOrEqualTo(BURNS);
    }
}
