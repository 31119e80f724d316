package org.banyan.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.banyan.cli.Run;
import org.banyan.cli.base.Installation;
import org.banyan.sdk.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class NodeProcessTest {
    @TempDir
    private Path folder;

    /** A "Java" that writes down how it was called and ends with 5. */
    private Installation recording() throws IOException {
        Path java = Files.writeString(
                folder.resolve("java"),
                "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + folder.resolve("called")
                        + "\n[ \"$6\" = config ] && echo said this\nexit 5\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new Installation(
                folder,
                Files.createDirectories(folder.resolve("lib")),
                java,
                List.of("-Xa", "-Xb"),
                folder,
                "banyan",
                false);
    }

    @Test
    void a_node_gets_its_flags_jars_and_arguments_and_its_exit_code_is_ours() throws IOException {
        Run run = Run.with(
                Map.of(),
                recording(),
                "node",
                "init",
                "--dir",
                folder.resolve("data").toString(),
                "--network",
                "dev",
                "--set",
                "store-engine=leveldb",
                "--json");

        assertThat(run.code()).isEqualTo(5);
        assertThat(Files.readAllLines(folder.resolve("called")))
                .containsExactly(
                        "-Xa",
                        "-Xb",
                        "-cp",
                        folder.resolve("lib") + "/*",
                        "org.banyan.mainchain.node.Main",
                        "init",
                        "--dir=" + folder.resolve("data"),
                        "--store-engine=leveldb",
                        "--json",
                        "--network=dev");
    }

    @Test
    void a_node_that_serves_keeps_its_classes_for_the_next_start() throws IOException {
        Run.with(Map.of(), recording(), "node", "start", "--dir", folder.toString());

        assertThat(Files.readAllLines(folder.resolve("called")))
                .contains("-XX:+AutoCreateSharedArchive")
                .contains("start");
    }

    @Test
    void what_a_node_says_of_its_settings_is_json_when_asked_for() throws IOException {
        Run run = Run.with(Map.of(), recording(), "config", "validate", "--json");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.json().get("exit")).contains(Json.of(5));
        assertThat(run.json().get("output")).contains(new Json.Array(List.of(Json.of("said this"))));
    }

    @Test
    void a_name_that_is_none_of_a_setting_starts_nothing() throws IOException {
        Run run = Run.with(Map.of(), recording(), "node", "start", "--set", "-x=1");

        assertThat(run.code()).isEqualTo(2);
        assertThat(folder.resolve("called")).doesNotExist();
    }

    @Test
    void a_development_node_that_ends_before_it_is_up_ends_the_command() throws IOException {
        Run run = Run.with(
                Map.of("BANYAN_HOME", folder.toString()),
                recording(),
                "dev",
                "--fresh",
                "--port",
                "1",
                "--set",
                "ops-port=2");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.out()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("called")))
                .endsWith("dev", "--dir=" + folder, "--ops-port=2", "--port=1", "--fresh");
    }

    @Test
    void without_the_jars_of_a_node_the_launcher_is_named() {
        Run run = Run.of("node", "start");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("NODE_MISSING: ").contains("./banyan");
    }

    @Test
    void a_port_that_is_none_is_refused_before_anything_starts() throws IOException {
        Run run = Run.with(Map.of(), recording(), "dev", "--port", "70000");

        assertThat(run.code()).isEqualTo(2);
        assertThat(folder.resolve("called")).doesNotExist();
    }
}
