package org.banyan.mainchain.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.banyan.cli.Banyan;
import org.banyan.cli.base.Installation;
import org.banyan.cli.base.Terminal;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.sdk.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code banyan load} against a real node. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadTest {
    private final TestNode node;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    LoadTest(@TempDir Path home) {
        node = TestNode.start(home);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private Json.Object load(String... options) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of("BANYAN_API", "http://localhost:" + node.process().apiPort()),
                new Installation(Path.of(""), Path.of(""), Path.of("java"), List.of(), Path.of(""), "banyan", false),
                task -> {});
        List<String> arguments = new ArrayList<>(List.of("load", "--json", "--accounts", "20", "--batch", "25"));
        arguments.addAll(List.of(options));
        out.reset();
        int code = new Banyan(terminal).run(arguments.toArray(String[]::new));
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return (Json.Object) Json.parse(out.toString(StandardCharsets.UTF_8));
    }

    private static List<Json.Object> runs(Json.Object report, int setting) {
        Json.Object chosen = (Json.Object)
                ((Json.Array) report.get("settings").orElseThrow()).elements().get(setting);
        return ((Json.Array) chosen.get("runs").orElseThrow())
                .elements().stream().map(Json.Object.class::cast).toList();
    }

    private static double number(Json.Object object, String name) {
        return Double.parseDouble(((Json.Number) object.get(name).orElseThrow()).text());
    }

    @Test
    void every_transaction_of_a_workload_becomes_final_and_succeeds() {
        Json.Object run = runs(load("--workload", "mixed", "--count", "100"), 0).getFirst();

        assertThat(number(run, "sent")).isEqualTo(100);
        assertThat(number(run, "final")).isEqualTo(100);
        assertThat(number(run, "failed")).isZero();
        assertThat(number(run, "refused")).isZero();
        assertThat(number(run, "committedPerSecond")).isPositive();
        assertThat(number(run.object("finalityMillis"), "p50"))
                .isGreaterThanOrEqualTo(number(run.object("inclusionMillis"), "p50"));
        assertThat(number(run.object("node"), "cpuMicrosPerCommitted")).isPositive();
        assertThat(number(run.object("node"), "peakBytes")).isPositive();
        assertThat(number(run.object("client"), "signingCpuMicrosPerTransaction"))
                .isPositive();
    }

    /** Those that differ in what they need of the chain: `.ci/run load` has all. */
    @ParameterizedTest
    @ValueSource(strings = {"calls-mixed", "calls-wrong"})
    void calls_of_the_bench_contract_become_final_and_succeed(String workload) {
        Json.Object run = runs(load("--workload", workload, "--count", "50", "--units", "500", "--wrong", "50"), 0)
                .getFirst();

        assertThat(number(run, "final")).isEqualTo(50);
        assertThat(number(run, "failed")).isZero();
    }

    @Test
    void two_settings_take_turns_on_fresh_transactions_and_a_paced_one_takes_its_time() {
        Json.Object report = load("--count", "40", "--compare", "rate=50", "--rounds", "1");

        assertThat(number(runs(report, 0).getFirst(), "final")).isEqualTo(40);
        assertThat(number(runs(report, 1).getFirst(), "final")).isEqualTo(40);
        assertThat(number(runs(report, 1).getFirst().object("finalityMillis"), "max"))
                .isPositive();
    }
}
