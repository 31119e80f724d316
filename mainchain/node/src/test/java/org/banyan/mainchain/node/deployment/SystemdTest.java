package org.banyan.mainchain.node.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.banyan.node.exit.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemdTest {
    private static final Path ROOT = Path.of("..", "..");

    private final Map<String, String> unit = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        for (String line : Files.readAllLines(ROOT.resolve("ops/systemd/banyan@.service"))) {
            if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("[")) {
                String[] parts = line.split("=", 2);
                assertThat(unit.put(parts[0], parts[1])).as(line).isNull();
            }
        }
    }

    private String value(String name) {
        return unit.getOrDefault(name, "absent");
    }

    @Test
    void it_is_not_restarted_on_the_codes_that_a_restart_does_not_cure() throws IOException {
        List<Integer> prevented = Arrays.stream(
                        value("RestartPreventExitStatus").split(" "))
                .map(Integer::valueOf)
                .toList();
        assertThat(prevented)
                .containsExactlyElementsOf(Stream.of(
                                ExitCode.USAGE,
                                ExitCode.CONFIG,
                                ExitCode.GENESIS_MISMATCH,
                                ExitCode.STORE,
                                ExitCode.KEY,
                                ExitCode.UPGRADE_NEEDED,
                                ExitCode.DOUBLE_SIGN_REFUSED)
                        .map(ExitCode::number)
                        .toList());
        Matcher page = Pattern.compile("should not restart on ([0-9, and]+)\\.")
                .matcher(Files.readString(ROOT.resolve("docs/node.md")));
        assertThat(page.find()).isTrue();
        assertThat(page.group(1).replaceAll("[^0-9]+", " ")).isEqualTo(value("RestartPreventExitStatus"));
    }

    @Test
    void it_runs_a_command_that_there_is_and_gives_it_the_time_to_end() {
        List<String> words = List.of(value("ExecStart").split(" "));
        assertThat(words.getFirst()).endsWith("/banyan");
        int flags = words.indexOf("--dir");
        Product.requireCommand(words.subList(1, flags));
        String[] variable = value("Environment").split("=", 2);
        Product.requireSettings(Map.of(variable[0], variable[1]));
        assertThat(value("KillSignal")).isEqualTo("SIGTERM");
        assertThat(Integer.parseInt(value("TimeoutStopSec"))).isGreaterThan(40);
        assertThat(value("ReadWritePaths")).isEqualTo(words.get(flags + 1));
    }
}
