package org.banyan.mainchain.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.mainchain.node.Main;
import org.banyan.mainchain.node.command.TestNode;
import org.banyan.node.exit.ExitCode;

/** A network made by {@code net-create}, each node a process of its own on this host. */
final class NetworkProcesses implements AutoCloseable {
    private static final Pattern API = Pattern.compile("\"api\":([0-9]+)");
    private static final Pattern BLOCK_ID = Pattern.compile("\"hash\": ?\"([0-9a-f]{64})\"");
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Pattern OPS = Pattern.compile("\"ops\":([0-9]+)");

    private final Hosts hosts;
    private final Path root;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Integer, Process> processes = new TreeMap<>();

    NetworkProcesses(Path folder, int delegates, int port, String... more) {
        this(Hosts.LOOPBACK, folder, delegates, port, more);
    }

    /** @param more flags of {@code net-create} */
    NetworkProcesses(Hosts hosts, Path folder, int delegates, int port, String... more) {
        this.hosts = hosts;
        this.root = folder.resolve("net");
        List<String> typed = new ArrayList<>(List.of(
                "net-create",
                "--dir",
                root.toString(),
                "--delegates",
                Integer.toString(delegates),
                "--network",
                "dev",
                "--port",
                Integer.toString(port)));
        typed.addAll(List.of(more));
        TestNode.Said said = TestNode.run(folder.resolve("absent"), typed.toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.OK);
    }

    Path root() {
        return root;
    }

    Path home(int node) {
        return root.resolve("node-" + node);
    }

    /** Starts a node with further settings. */
    void begin(int node, String... settings) {
        try {
            start(node, settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String api(int node) throws IOException {
        return address(node, API).orElseThrow();
    }

    private Optional<String> address(int node, Pattern which) throws IOException {
        Matcher port = which.matcher(Files.readString(home(node).resolve("run/ports.json")));
        return port.find() ? Optional.of("http://" + hosts.address(node) + ":" + port.group(1)) : Optional.empty();
    }

    void start(int node, String... settings) throws IOException {
        startUnder(List.of(), node, settings);
    }

    /** @param wrapper runs the node's command, such as {@code faketime} */
    void startUnder(List<String> wrapper, int node, String... settings) throws IOException {
        List<String> command = new ArrayList<>(hosts.prefix(node));
        command.addAll(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "start",
                "--dir",
                home(node).toString(),
                "--log-format",
                "json"));
        command.addAll(List.of(settings));
        processes.put(
                node,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                home(node).resolve("logs/node.log").toFile()))
                        .start());
    }

    /** The process of a node that was started. */
    Process process(int node) {
        return Objects.requireNonNull(processes.get(node), "node-" + node + " was not started");
    }

    /** kill -9. */
    void kill(int node) throws InterruptedException {
        Process process = processes.remove(node);
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** A figure of a node's metrics, by its name with labels; -1 while it does not answer. */
    double figure(int node, String name) throws InterruptedException {
        Matcher found = Pattern.compile("^" + Pattern.quote(name) + " ([0-9.E]+)$", Pattern.MULTILINE)
                .matcher(get(node, OPS, "/metrics"));
        return found.find() ? Double.parseDouble(found.group(1)) : -1;
    }

    /** Of the block at a height, by the node's API. */
    String blockId(int node, long height) throws InterruptedException {
        Matcher id = BLOCK_ID.matcher(get(node, API, "/v1/chains/main/blocks/" + height + "?header_only=true"));
        assertThat(id.find()).as("node-%s knows block %s", node, height).isTrue();
        return id.group(1);
    }

    /** Nothing while the node does not answer. */
    private String get(int node, Pattern which, String path) throws InterruptedException {
        try {
            Optional<String> at = address(node, which);
            return at.isEmpty()
                    ? ""
                    : client.send(
                                    HttpRequest.newBuilder(URI.create(at.get() + path))
                                            .timeout(ANSWER)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
        } catch (IOException notYet) {
            return "";
        }
    }

    double finalHeight(int node) throws InterruptedException {
        return figure(node, "banyan_chain_final_height{chain_id=\"main\"}");
    }

    String log(int node) {
        try {
            return Files.readString(home(node).resolve("logs/node.log"));
        } catch (IOException absent) {
            return absent.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (int node : new ArrayList<>(processes.keySet())) {
            kill(node);
        }
        client.close();
    }
}
