package org.banyan.mainchain.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.banyan.mainchain.node.command.TestNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** CONVENTIONS.md 4: what is documented, shown and alerted on is what a live node tells. */
@Timeout(180)
class MetricsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(banyan_\\w+)` \\| (\\w+) \\|.*\\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern EXPRESSION = Pattern.compile("^ *expr: (.*)$", Pattern.MULTILINE);
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern FILTERED = Pattern.compile("([a-z_]+)(?:=~?|!=)\"");
    private static final Pattern FILLED_IN = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?([a-z_]+) ?}}");
    private static final Pattern NAME = Pattern.compile("\\b(?:banyan|jvm|process)_\\w+");

    /** What is there when the node has done for a moment what it is for. */
    private static final List<String> AT_LAST = List.of(
            "banyan_crosschain_indexed_height{",
            "banyan_sync_state{",
            "banyan_rpc_requests_total{",
            "jvm_gc_pause_seconds_sum{");

    /** Words of units that are no base units. */
    private static final Pattern OTHER_UNITS = Pattern.compile(
            "_(millis|milliseconds|ms|micros|nanos|minutes|hours|days|kilobytes|megabytes|kb|mb|percent)(_|$)");

    private static final int LABEL_VALUE_MAX = 40;

    private static final Pattern OF_A_CHAIN =
            Pattern.compile("banyan_(chain|block|blocks|consensus|txpool|tx|sync|signer|crosschain|prune)_.*");

    /** Nothing that anybody can make more of: no addresses, keys, ids, contracts. */
    private static final Set<String> LABELS = Set.of(
            "cache",
            "chain_id",
            "code",
            "direction",
            "fate",
            "how",
            "kind",
            "level",
            "limit",
            "method",
            "op",
            "phase",
            "reason",
            "result",
            "rule",
            "runtime",
            "service",
            "side",
            "source",
            "state",
            "store",
            "type",
            "way");

    @TempDir
    private static Path home;

    private static Exposition live = new Exposition(Map.of(), Map.of(), Set.of(), Set.of());

    @BeforeAll
    static void scrape() throws Exception {
        try (TestNode node = TestNode.startWithPeers(home);
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, node.process().apiPort(), "/v1/chains")).contains("side-1");
            // A heap that has room may have had no pause to tell of.
            System.gc();
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                String scraped = get(client, node.process().operationsPort(), "/metrics");
                return AT_LAST.stream().allMatch(scraped::contains);
            });
            String scraped = get(client, node.process().operationsPort(), "/metrics");
            live = Exposition.parse(scraped);
            keep(scraped);
        }
    }

    @Test
    void a_live_node_tells_exactly_what_the_page_says() throws IOException {
        Map<String, String> always = new TreeMap<>();
        Map<String, String> sometimes = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/metrics.md")));
        while (row.find()) {
            boolean later = row.group(3).endsWith("*with* the first one");
            (later ? sometimes : always).put(row.group(1), row.group(2));
        }
        Map<String, String> told = new TreeMap<>(live.types());
        told.keySet().removeIf(name -> !name.startsWith("banyan_") || sometimes.containsKey(name));
        live.types().forEach((name, type) -> {
            if (type.equals("summary")) {
                assertThat(told.remove(name + "_max") != null || !name.startsWith("banyan_"))
                        .as("the worst of %s", name)
                        .isTrue();
            }
        });
        assertThat(told).containsExactlyInAnyOrderEntriesOf(always);
    }

    @Test
    void every_panel_asks_a_question_and_every_metric_in_it_is_live() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("ops/grafana"))) {
            List<Path> dashboards = files.sorted().toList();
            assertThat(dashboards).hasSize(5);
            for (Path file : dashboards) {
                Config dashboard = ConfigFactory.parseString(Files.readString(file));
                assertThat(file).hasFileName(dashboard.getString("uid") + ".json");
                for (Config panel : dashboard.getConfigList("panels")) {
                    assertThat(panel.getString("title")).as(file.toString()).endsWith("?");
                    for (Config target : panel.getConfigList("targets")) {
                        requireLive(file, target.getString("expr"), target.getString("legendFormat"));
                    }
                }
            }
        }
    }

    @Test
    void every_metric_that_is_alerted_on_is_live() throws IOException {
        Path file = ROOT.resolve("ops/alerts.yml");
        List<String> rules = List.of(Files.readString(file).split("- alert: "));
        assertThat(rules).hasSizeGreaterThan(1);
        for (String rule : rules.subList(1, rules.size())) {
            Matcher expression = EXPRESSION.matcher(rule);
            assertThat(expression.find()).as(rule).isTrue();
            requireLive(file, expression.group(1), rule);
        }
    }

    @Test
    void a_scrape_says_of_each_metric_what_the_page_says() throws IOException {
        Map<String, String> page = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/metrics.md")));
        while (row.find()) {
            page.put(
                    row.group(1),
                    row.group(3)
                            .replaceAll("; \\*with\\* [^;]*$", "")
                            .replace("*with*", "with")
                            .replace("`", ""));
        }
        live.types().keySet().stream()
                .filter(name -> name.startsWith("banyan_"))
                .forEach(name -> assertThat(live.help())
                        .containsEntry(name, page.getOrDefault(name.replaceFirst("_max$", ""), "absent")));
    }

    @Test
    void names_units_and_labels_are_as_agreed() {
        live.types().forEach((name, type) -> {
            if (name.startsWith("banyan_")) {
                assertThat(name).doesNotContainPattern(OTHER_UNITS).matches("[a-z0-9_]+");
                assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter"));
            }
        });
        for (String series : live.series()) {
            if (!series.startsWith("banyan_") || series.startsWith("banyan_build_info")) {
                continue;
            }
            Map<String, String> labels = Exposition.labels(series);
            assertThat(LABELS).as(series).containsAll(labels.keySet());
            assertThat(labels.values()).as(series).noneMatch(value -> value.length() > LABEL_VALUE_MAX);
            if (OF_A_CHAIN.matcher(series).matches()) {
                assertThat(labels).as(series).containsKey("chain_id");
            }
        }
    }

    @Test
    void a_node_of_delegates_tells_of_its_round_and_its_seats() {
        assertThat(live.series())
                .contains(
                        "banyan_consensus_round{chain_id=\"main\"}",
                        "banyan_consensus_delegate_active{chain_id=\"main\"}",
                        "banyan_consensus_delegate_active{chain_id=\"side-1\"}")
                .doesNotContain("banyan_consensus_round{chain_id=\"side-1\"}");
    }

    /** For tools that check the form; they are called with the file's name. */
    private static void keep(String scraped) throws IOException {
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("scrape.prom"), scraped);
    }

    /** @param shown text with labels in braces that are to be filled in */
    private static void requireLive(Path file, String expression, String shown) {
        List<String> names = new ArrayList<>(
                NAME.matcher(expression).results().map(MatchResult::group).toList());
        assertThat(names).as("metrics of %s in %s", expression, file).isNotEmpty();
        assertThat(live.samples()).as("%s asks for %s", file, expression).containsAll(names);
        Set<String> labels = new TreeSet<>(Set.of("instance"));
        live.series().stream()
                .filter(series -> names.contains(series.replaceFirst("\\{.*", "")))
                .forEach(series -> labels.addAll(Exposition.labels(series).keySet()));
        List<String> asked = new ArrayList<>();
        GROUPED.matcher(expression)
                .results()
                .forEach(by -> asked.addAll(List.of(by.group(1).split(", "))));
        FILTERED.matcher(expression).results().map(filter -> filter.group(1)).forEach(asked::add);
        FILLED_IN.matcher(shown).results().map(label -> label.group(1)).forEach(asked::add);
        assertThat(labels).as("labels in %s: %s", file, expression).containsAll(asked);
    }

    private static String get(HttpClient client, int port, String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
