package org.banyan.mainchain.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.banyan.mainchain.node.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes as processes of their own, killed and stopped from outside. */
@Timeout(300)
class ChildProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern OPS = Pattern.compile("\"ops\":([0-9]+)");
    private static final Pattern HEIGHT = Pattern.compile("banyan_chain_height\\{chain_id=\"main\"\\} ([0-9]+)\\.0");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
        client.close();
    }

    @Test
    void a_killed_node_goes_on_at_a_block_boundary_and_a_stopped_one_ends_with_success() throws Exception {
        Path home = folder.resolve("data");
        Process killed = start(home);
        long reached = awaitHeight(killed, home, 3);
        killed.destroyForcibly().waitFor();

        Process child = start(home);
        assertThat(awaitHeight(child, home, reached + 1)).isGreaterThan(reached);
        child.destroy();
        assertThat(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(log()).isZero();
        assertThat(home.resolve("run/pid")).doesNotExist();
        assertThat(home.resolve("run/ports.json")).doesNotExist();
        assertThat(log()).contains("\"msg\":\"stopped\"");
    }

    private Process start(Path home) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "dev",
                        "--dir",
                        home.toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        children.add(child);
        return child;
    }

    private long awaitHeight(Process child, Path home, long height) {
        long[] reached = new long[1];
        await().atMost(PATIENCE).until(() -> {
            assertThat(child.isAlive()).as(log()).isTrue();
            reached[0] = height(home);
            return reached[0] >= height;
        });
        return reached[0];
    }

    /** As the node's own metrics say; -1 while it does not answer. */
    private long height(Path home) throws InterruptedException {
        try {
            Matcher port = OPS.matcher(Files.readString(home.resolve("run/ports.json")));
            if (!port.find()) {
                return -1;
            }
            URI metrics = URI.create("http://127.0.0.1:" + port.group(1) + "/metrics");
            String scraped = client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher height = HEIGHT.matcher(scraped);
            return height.find() ? Long.parseLong(height.group(1)) : -1;
        } catch (IOException notYet) {
            return -1;
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
