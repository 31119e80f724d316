package org.banyan.cli.node;

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
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.sdk.json.Json;

/** What the operations port of a node on this machine tells: its own checks, its certificate, and its clock against the other producers'. */
final class OperationsChecks {
    static final Duration CERTIFICATE_MIN = Duration.ofHours(1);
    static final double CLOCK_SECONDS_MAX = 0.5;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern PORT = Pattern.compile("\"ops\":([0-9]{1,5})");

    private OperationsChecks() {}

    /** Nothing when no node of this directory runs. */
    static List<Finding> all(Path directory, long nowMillis) {
        Optional<Integer> port = port(directory);
        if (port.isEmpty() || new NetworkFolder.Node(0, directory).process().isEmpty()) {
            return List.of();
        }
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            List<Finding> findings = new ArrayList<>(readiness(get(client, port.get(), "/healthz/ready")));
            String metrics = get(client, port.get(), "/metrics");
            certificate(metrics, nowMillis).ifPresent(findings::add);
            clock(metrics).ifPresent(findings::add);
            return findings;
        } catch (IOException | RuntimeException silent) {
            return List.of(Finding.failed(
                    "operations",
                    "port " + port.get() + " does not answer: " + silent,
                    "see the node's log; if it does nothing any more, stop it and start it again"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Optional<Integer> port(Path directory) {
        try {
            Matcher found = PORT.matcher(Files.readString(directory.resolve("run/ports.json")));
            return found.find() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static String get(HttpClient client, int port, String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The node's own checks, as {@code /healthz/ready} has them. */
    static List<Finding> readiness(String answer) {
        List<Finding> findings = new ArrayList<>();
        if (Json.parse(answer) instanceof Json.Object object
                && object.members().get("checks") instanceof Json.Array checks) {
            for (Json each : checks.elements()) {
                if (each instanceof Json.Object check) {
                    String name = "ready: " + text(check, "check");
                    boolean ok = check.members().get("ok") instanceof Json.Bool flag && flag.value();
                    findings.add(
                            ok
                                    ? Finding.ok(name, text(check, "detail"))
                                    : Finding.failed(
                                            name, text(check, "detail"), "the node is not ready until this holds"));
                }
            }
        }
        return findings;
    }

    private static String text(Json.Object object, String name) {
        return object.members().get(name) instanceof Json.Text found ? found.value() : "?";
    }

    static Optional<Finding> certificate(String metrics, long nowMillis) {
        OptionalDouble until = figure(metrics, "banyan_tls_certificate_expiry_timestamp_seconds");
        if (until.isEmpty()) {
            return Optional.empty();
        }
        double hours = (until.getAsDouble() - nowMillis / 1e3) / 3600;
        String found = String.format(Locale.ROOT, "good for %.1f more hours", hours);
        return Optional.of(
                hours * 3600 >= CERTIFICATE_MIN.toSeconds()
                        ? Finding.ok("certificate", found)
                        : Finding.warning(
                                "certificate",
                                found,
                                "it should have been renewed: see the log, and p2p-certificate-seconds"));
    }

    static Optional<Finding> clock(String metrics) {
        OptionalDouble offset = figure(metrics, "banyan_clock_offset_seconds");
        if (offset.isEmpty()) {
            return Optional.empty();
        }
        String found = String.format(
                Locale.ROOT,
                "%+.0f ms against the other producers, the way of blocks included",
                offset.getAsDouble() * 1e3);
        return Optional.of(
                Math.abs(offset.getAsDouble()) <= CLOCK_SECONDS_MAX
                        ? Finding.ok("producers' clocks", found)
                        : Finding.failed(
                                "producers' clocks",
                                found,
                                "synchronise the clock, such as by NTP; else see why blocks come late"));
    }

    /** A metric without labels; empty when it is not there, or NaN. */
    private static OptionalDouble figure(String metrics, String name) {
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (-?[0-9.]+(?:E-?[0-9]+)?)$", Pattern.MULTILINE)
                .matcher(metrics);
        return line.find() ? OptionalDouble.of(Double.parseDouble(line.group(1))) : OptionalDouble.empty();
    }
}
