package org.banyan.node.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void a_second_owner_is_refused_with_the_pid_of_the_first_until_that_one_is_gone() {
        Path root = folder.resolve("data");
        try (DataDirectory first = DataDirectory.open(root)) {
            assertThatThrownBy(() -> DataDirectory.open(root))
                    .isInstanceOfSatisfying(
                            RefusalException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.DIRECTORY_IN_USE))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(first.root()).isEqualTo(root);
        }
        DataDirectory.open(root).close();
    }

    @Test
    void a_directory_of_a_newer_version_is_refused_and_left_as_it_is() throws IOException {
        Path root = Files.createDirectory(folder.resolve("newer"));
        Files.writeString(root.resolve("VERSION"), "2\n");
        assertThatThrownBy(() -> DataDirectory.open(root))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.STORE));
        try (var entries = Files.list(root)) {
            assertThat(entries).containsExactly(root.resolve("VERSION"));
        }
    }

    @Test
    void a_file_in_place_of_the_directory_is_refused_with_its_path() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a directory");
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining(file.toString());
        assertThat(Files.readString(file)).isEqualTo("not a directory");
    }

    @Test
    void ports_are_told_while_the_process_runs_and_the_last_error_stays() throws IOException {
        Path root = folder.resolve("data");
        try (DataDirectory directory = DataDirectory.open(root)) {
            Map<String, Integer> ports = new LinkedHashMap<>();
            ports.put("api", 7070);
            ports.put("ops", 7071);
            directory.writePorts(ports);
            directory.writeLastError(Map.of("message", "the disk said \"no\""));
            assertThat(root.resolve("run/ports.json")).hasContent("{\"api\":7070,\"ops\":7071}");
            assertThat(root.resolve("run/pid"))
                    .hasContent("" + ProcessHandle.current().pid());
        }
        assertThat(root.resolve("run/ports.json")).doesNotExist();
        assertThat(root.resolve("run/pid")).doesNotExist();
        assertThat(root.resolve("run/last-error.json")).hasContent("{\"message\":\"the disk said \\\"no\\\"\"}");
    }

    @Test
    void a_killed_process_leaves_nothing_that_stops_the_next() throws IOException {
        Path root = folder.resolve("data");
        DataDirectory.open(root).close();
        Files.writeString(root.resolve("run/lock"), "99999999\n");
        Files.writeString(root.resolve("run/ports.json"), "{\"api\":1}");
        try (DataDirectory next = DataDirectory.open(root)) {
            assertThat(next.root().resolve("run/ports.json")).doesNotExist();
        }
    }

    @Test
    void only_folders_with_a_genesis_are_chains() throws IOException {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"))) {
            for (String name : List.of("side", "main")) {
                Files.createDirectories(directory.chain(name));
                Files.writeString(directory.genesis(name), "name = " + name);
            }
            Files.createDirectories(directory.chain("empty"));
            assertThat(directory.chains()).containsExactly("main", "side");
        }
    }

    @Test
    void json_lines_keep_their_order_and_escape_what_must_be() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("z", "line\nbreak \u0001");
        values.put("a", List.of(1, true, Map.of("k", "v")));
        assertThat(Json.line(values)).isEqualTo("{\"z\":\"line\\nbreak \\u0001\",\"a\":[1,true,{\"k\":\"v\"}]}");
    }
}
