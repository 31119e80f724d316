package org.banyan.mainchain.node.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A node with a heap of 256 MiB under one flood after the other, with a quiet spell of the same length between two of them, beside a client that keeps the rules.
 *
 * <p>Judged is what does not depend on how busy the machine is: what the flooder hears, that connections are closed, that every honest transaction is packed within
 * {@link HonestClient#HANG}, in quiet spells too, and that nothing grows beyond its bound. How much longer honest transactions take is printed. {@code -Dbanyan.flood.seconds=30 -Dbanyan.flood.only=pings,settings}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "banyan.flood.seconds", matches = "[0-9]+", disabledReason = "runs in .ci/run floods")
class FloodTest {
    private static final double SECONDS = Integer.getInteger("banyan.flood.seconds", 8);
    private static final int WARM_UP_SECONDS = 8;
    private static final String LINE = "%-20s %9s %9s %9s %9s %9s %9s %9s %9s%n";

    private final FloodNode node;
    private final HonestClient honest;
    private final List<String> table = new ArrayList<>();
    private HonestClient.Seen lastQuiet;

    FloodTest(@TempDir Path folder) throws IOException, InterruptedException {
        node = FloodNode.start(folder);
        honest = new HonestClient(node.api());
        honest.run(WARM_UP_SECONDS);
        lastQuiet = honest.run(SECONDS);
    }

    @AfterAll
    void stop() {
        honest.close();
        node.close();
        System.out.printf(
                LINE, "flood", "quiet p50", "p99", "flood p50", "p99", "p99 ratio", "interval", "ratio", "heap MiB");
        table.forEach(System.out::print);
    }

    static Stream<Flood> floods() {
        String only = System.getProperty("banyan.flood.only", "");
        return Stream.of(Flood.values())
                .filter(flood -> only.isEmpty() || List.of(only.split(",")).contains(flood.label()));
    }

    @ParameterizedTest
    @MethodSource("floods")
    void an_honest_client_goes_on_and_the_flooder_hears_why_not(Flood flood) throws IOException, InterruptedException {
        Map<String, Double> droppedBefore = drops(flood);
        Process flooder = FloodNode.java(
                        List.of("nice", "-n", "10"),
                        List.of("-Xmx1g"),
                        Flooder.class,
                        List.of(flood.label(), Integer.toString(node.api()), Double.toString(SECONDS)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        HonestClient.Seen during;
        Map<String, Long> heard;
        try (BufferedReader said = flooder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo(Flooder.READY);
            during = honest.run(SECONDS + 2);
            heard = heard(said);
        } finally {
            flooder.destroyForcibly();
        }
        HonestClient.Seen after = honest.run(SECONDS);
        HonestClient.Seen quiet = lastQuiet.and(after);
        lastQuiet = after;
        double heap = node.heapAfterCollection();
        report(flood, quiet, during, heap, heard);
        judge(flood, during, quiet, heap, heard, droppedBefore);
    }

    private Map<String, Double> drops(Flood flood) throws IOException, InterruptedException {
        Map<String, Double> drops = new LinkedHashMap<>();
        for (String reason : flood.drops()) {
            drops.put(reason, node.metric("banyan_rpc_connections_dropped_total{reason=\"" + reason + "\"}"));
        }
        return drops;
    }

    private static Map<String, Long> heard(BufferedReader said) {
        Map<String, Long> heard = new LinkedHashMap<>();
        said.lines()
                .filter(line -> line.contains("="))
                .forEach(line -> heard.put(
                        line.substring(0, line.lastIndexOf('=')),
                        Long.valueOf(line.substring(line.lastIndexOf('=') + 1))));
        return heard;
    }

    private void report(
            Flood flood, HonestClient.Seen quiet, HonestClient.Seen during, double heap, Map<String, Long> heard) {
        double interval = HonestClient.Seen.quantile(during.intervals(), 0.99);
        String line = String.format(
                Locale.ROOT,
                LINE,
                flood.label(),
                shown(quiet.quantile(0.5)),
                shown(quiet.quantile(0.99)),
                shown(during.quantile(0.5)),
                shown(during.quantile(0.99)),
                ratio(during.quantile(0.99), quiet.quantile(0.99)),
                shown(interval),
                ratio(interval, HonestClient.Seen.quantile(quiet.intervals(), 0.99)),
                shown(heap));
        table.add(line);
        System.out.print(line + "  " + heard + "\n");
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String ratio(double one, double other) {
        return String.format(Locale.ROOT, "%.2f", one / other);
    }

    private void judge(
            Flood flood,
            HonestClient.Seen during,
            HonestClient.Seen quiet,
            double heap,
            Map<String, Long> heard,
            Map<String, Double> droppedBefore)
            throws IOException, InterruptedException {
        Map<String, Double> droppedNow = drops(flood);
        double connections = node.metric("banyan_rpc_connections ");
        double waiting = node.metric("banyan_txpool_transactions{chain_id=\"main\"");
        double bytes = node.metric("banyan_txpool_bytes{chain_id=\"main\"");
        assertThat(node.isAlive()).as(node.log()).isTrue();
        assertSoftly(all -> {
            all.assertThat(during.failures())
                    .as("honest transactions that were not packed")
                    .isEmpty();
            all.assertThat(quiet.failures())
                    .as("honest transactions of the quiet spells before and after that were not packed")
                    .isEmpty();
            all.assertThat(during.millis()).as("honest transactions").hasSizeGreaterThan((int) (5 * SECONDS));
            all.assertThat(heard).as("what the flooder did").containsKey("rounds");
            all.assertThat(heard.keySet()).as("what must not be heard").noneMatch(FloodTest::isWrong);
            if (!flood.reasons().isEmpty()) {
                all.assertThat(heard.keySet()).as("reasons").containsAnyElementsOf(flood.reasons());
            }
            flood.drops()
                    .forEach(reason -> droppedBefore.computeIfPresent(
                            reason, (same, before) -> droppedNow.getOrDefault(reason, 0.0) - before));
            if (!flood.drops().isEmpty()) {
                all.assertThat(droppedBefore.values())
                        .as("connections closed for %s", flood.drops())
                        .anyMatch(count -> count > 0);
            }
            all.assertThat(connections).as("open connections").isLessThan(1024);
            all.assertThat(waiting).as("waiting transactions").isLessThanOrEqualTo(50_000);
            all.assertThat(bytes).as("bytes of waiting transactions").isLessThanOrEqualTo(64 << 20);
            all.assertThat(heap).as("heap after a collection, MiB").isLessThan(0.8 * FloodNode.HEAP_MEGABYTES);
        });
        assertThat(node.log()).doesNotContain("\"level\":\"ERROR\"");
    }

    private static boolean isWrong(String heard) {
        return heard.startsWith("FAILED")
                || List.of("NOT_CLOSED", "CLOSED_LATE", "TAKEN_2", "HANGS", "INTERNAL", "UNKNOWN")
                        .contains(heard);
    }
}
