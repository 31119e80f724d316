package org.banyan.cli.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.sdk.BanyanClient;

/**
 * What a node has used so far, from the metrics on its operations port.
 *
 * @param cpuSeconds of its process
 * @param peakBytes most memory that its process ever held
 * @param allocatedBytes by its Java threads
 * @param pauseSeconds that its collector stopped it
 * @param runs transactions by how they came to their results, in all blocks that the node made or checked, empty ones of this kind left out
 */
record NodeUse(
        double cpuSeconds,
        double peakBytes,
        double allocatedBytes,
        double pauseSeconds,
        NavigableMap<String, Double> runs) {
    private static final String CPU = "process_cpu_seconds_total";
    private static final Pattern RUNS =
            Pattern.compile("banyan_exec_transactions_total\\{(?:.*,)?how=\"([a-z]+)\".*} ([0-9.E+]+)");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Empty when the node's operations port cannot be reached from here, as that of a node on another machine. */
    static Optional<NodeUse> of(BanyanClient client, String api) {
        Integer port = client.node().getPortsMap().get("ops");
        if (port == null) {
            return Optional.empty();
        }
        URI metrics = URI.create("http://" + URI.create(api).getHost() + ":" + port + "/metrics");
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? read(answer.body()) : Optional.empty();
        } catch (IOException unreachable) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * @param scraped Prometheus' text form
     * @return empty when that is no page of a node that counts its CPU time
     */
    static Optional<NodeUse> read(String scraped) {
        double cpu = sum(scraped, CPU);
        return cpu == 0
                ? Optional.empty()
                : Optional.of(new NodeUse(
                        cpu,
                        sum(scraped, "process_resident_memory_peak_bytes"),
                        sum(scraped, "jvm_threads_allocated_bytes_total"),
                        sum(scraped, "jvm_gc_pause_seconds_sum"),
                        runs(scraped)));
    }

    private static NavigableMap<String, Double> runs(String scraped) {
        NavigableMap<String, Double> runs = new TreeMap<>();
        scraped.lines()
                .map(RUNS::matcher)
                .filter(Matcher::matches)
                .forEach(line -> runs.merge(line.group(1), Double.parseDouble(line.group(2)), Double::sum));
        return runs;
    }

    private NavigableMap<String, Double> more(NavigableMap<String, Double> before) {
        NavigableMap<String, Double> more = new TreeMap<>();
        runs.forEach((how, count) -> more.put(how, count - before.getOrDefault(how, 0.0)));
        more.values().removeIf(count -> count <= 0);
        return more;
    }

    /** Of all series of that name; 0 when there is none. */
    private static double sum(String scraped, String name) {
        return scraped.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What was used since {@code before}; the peak is that of the whole life. */
    NodeUse since(NodeUse before) {
        return new NodeUse(
                cpuSeconds - before.cpuSeconds,
                peakBytes,
                allocatedBytes - before.allocatedBytes,
                pauseSeconds - before.pauseSeconds,
                more(before.runs));
    }
}
