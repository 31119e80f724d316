package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.banyan.cli.base.Installation;
import org.banyan.sdk.json.Json;
import org.banyan.v1.SyncState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Networks on this machine: two nodes, of which the first one is this process with an API that says what a test tells it. */
@DisabledOnOs(OS.WINDOWS)
class NetCommandsTest {
    private static final Pattern PROCESS = Pattern.compile("process ([0-9]+)");

    @TempDir
    private Path root;

    private final FakeApi api = new FakeApi();

    @BeforeEach
    void nodes() throws IOException {
        for (String node : List.of("node-1", "node-2")) {
            Files.createDirectories(root.resolve(node).resolve("run"));
            Files.createDirectories(root.resolve(node).resolve("logs"));
        }
    }

    private void runs(String node) throws IOException {
        Path run = root.resolve(node).resolve("run");
        Files.writeString(run.resolve("pid"), ProcessHandle.current().pid() + "\n");
        Files.writeString(run.resolve("ports.json"), "{\"api\":" + api.port() + ",\"ops\":1}\n");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Run status(String... more) {
        List<String> arguments = new ArrayList<>(List.of("net", "status", "--dir", root.toString()));
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    @Test
    void a_network_is_up_when_each_node_serves_and_none_catches_up() throws IOException {
        runs("node-1");
        runs("node-2");
        api.stands(SyncState.SYNC_STATE_SYNCED, 3);
        Run up = status();
        assertThat(up.code()).isZero();
        assertThat(up.out().lines().skip(1)).hasSize(2).allMatch(line -> line.matches("node-[12] +up +12 +12 .* 3"));

        api.stands(SyncState.SYNC_STATE_SYNCING, 2);
        Run behind = status();
        assertThat(behind.code()).as("not yet").isNotZero();
        assertThat(behind.out().lines().skip(1)).allMatch(line -> line.matches("node-[12] +syncing +12 +12 .* 2"));

        api.stands(SyncState.SYNC_STATE_HALTED, 2);
        assertThat(status().code()).isNotZero();
        assertThat(status().out()).contains("halted").doesNotContain("up ");
    }

    @Test
    void of_a_node_that_is_down_no_figure_is_made_up() throws IOException {
        runs("node-1");
        Run run = status("2");
        assertThat(run.code()).isNotZero();
        assertThat(run.out().lines().skip(1)).hasSize(1).allMatch(line -> line.matches("node-2 +down .* -"));
        assertThat(status().code()).as("one of two is down").isNotZero();
    }

    @Test
    void scripts_read_the_peers_of_each_node() throws IOException {
        runs("node-1");
        api.stands(SyncState.SYNC_STATE_SYNCED, 3);
        Json.Object node = status("1", "--json").json();
        assertThat(node.get("state")).contains(Json.of("up"));
        assertThat(node.get("peers")).contains(Json.of(3));
        assertThat(node.get("finalHeight")).contains(Json.of(12));
    }

    @Test
    void status_says_how_many_peers_the_node_has_and_whether_it_catches_up() {
        api.stands(SyncState.SYNC_STATE_SYNCING, 3);
        Run run = api.run(root, "status");
        assertThat(run.out()).containsPattern("state +syncing").containsPattern("peers +3");
    }

    @Test
    void of_the_nodes_that_start_together_the_first_one_alone_leaves_an_archive_of_classes() throws IOException {
        Path java = Files.writeString(root.resolve("java"), """
                #!/bin/sh
                for argument; do
                  case $argument in --dir=*) echo "$@" >"${argument#--dir=}/called" ;; esac
                done
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Path jars = Files.createDirectories(root.resolve("lib"));
        Installation installation = new Installation(root, jars, java, List.of("-Xa"), root, "banyan", false);

        Run run = Run.with(Map.of(), installation, "net", "up", "--dir", root.toString());

        PROCESS.matcher(run.out())
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .forEach(pid ->
                        ProcessHandle.of(pid).ifPresent(node -> node.onExit().join()));
        assertThat(root.resolve("node-1/called")).content().contains("-XX:+AutoCreateSharedArchive");
        assertThat(root.resolve("node-2/called")).content().contains("start").doesNotContain("SharedArchive");
    }
}
