package org.banyan.node.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.banyan.node.exit.ExitCode;
import org.banyan.node.exit.RefusalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final Setting<Integer> PORT = Setting.number("api-port", 7070, 0, 65_535, "Port of the API.");
    private static final Setting<String> ENGINE = Setting.text("store-engine", "leveldb", "Driver of the store.");
    private static final Setting<String> LEVEL =
            Setting.choice("log-level", "info", "Least important messages.", "warn", "info", "debug");
    private static final Settings SETTINGS = new Settings(List.of(PORT, ENGINE, LEVEL));

    @TempDir
    private Path folder;

    @Test
    void the_strongest_layer_that_has_a_value_decides() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 200; run++) {
            List<Layer> layers = new ArrayList<>();
            int decides = -1;
            for (int i = 0; i < 6; i++) {
                boolean has = random.nextBoolean();
                layers.add(new Layer("layer " + i, has ? Map.of("api-port", "" + (1_000 + i)) : Map.of()));
                decides = decides < 0 && has ? i : decides;
            }
            Configuration configuration = Configuration.of(SETTINGS, layers);
            assertThat(configuration.get(PORT))
                    .as("seed 7, run %d", run)
                    .isEqualTo(decides < 0 ? 7070 : 1_000 + decides);
            assertThat(configuration.chosen("api-port").source())
                    .isEqualTo(decides < 0 ? Configuration.BUILT_IN : "layer " + decides);
        }
    }

    @Test
    void every_setting_has_one_name_in_flags_environment_and_files() throws IOException {
        Path file = folder.resolve("node.conf");
        Files.writeString(file, "api-port = 1003\nstore-engine = memory\n");
        Layer environment = Layer.environment(
                Map.of("BANYAN_API_PORT", "1002", "BANYAN_HOME", "/x", "PATH", "/"), List.of("BANYAN_HOME"));
        Configuration configuration = Configuration.of(
                SETTINGS, List.of(new Layer("flag", Map.of()), environment, ConfigurationFile.read(file)));
        assertThat(configuration.get(PORT)).isEqualTo(1002);
        assertThat(configuration.get(ENGINE)).isEqualTo("memory");
        assertThat(configuration.sources()).containsExactly("environment", "file " + file);
    }

    @Test
    void all_problems_are_told_at_once_with_the_nearest_name_and_the_source() {
        List<Layer> layers = List.of(
                new Layer("flag", Map.of("api-prot", "1")),
                new Layer("file a.conf", Map.of("log-level", "loud")),
                new Layer("file b.conf", Map.of("api-port", "70000")));
        assertThatThrownBy(() -> Configuration.of(SETTINGS, layers))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.CONFIG))
                .hasMessageContaining("there is no setting 'api-prot' (flag); did you mean 'api-port'?")
                .hasMessageContaining("log-level = 'loud' (file a.conf) is not one of warn, info, debug")
                .hasMessageContaining("api-port = '70000' (file b.conf) is not a number from 0 to 65535");
    }

    @Test
    void a_mistyped_variable_is_told_like_any_other_name() {
        Layer environment = Layer.environment(Map.of("BANYAN_API_PROT", "1"), List.of());
        assertThatThrownBy(() -> Configuration.of(SETTINGS, List.of(environment)))
                .hasMessageContaining("no setting 'api-prot' (environment); did you mean 'api-port'?");
    }

    @Test
    void a_wrong_value_that_a_stronger_layer_hides_is_refused_too() {
        List<Layer> layers =
                List.of(new Layer("flag", Map.of("log-level", "warn")), new Layer("file", Map.of("log-level", "loud")));
        assertThatThrownBy(() -> Configuration.of(SETTINGS, layers)).hasMessageContaining("loud");
    }

    @Test
    void a_name_unlike_any_other_gets_no_suggestion() {
        assertThat(SETTINGS.nearest("unrelated-thing")).isEmpty();
        assertThat(SETTINGS.nearest("loglevel")).contains("log-level");
    }

    @Test
    void a_file_that_is_no_configuration_is_refused_with_its_name() throws IOException {
        Path file = folder.resolve("broken.conf");
        Files.writeString(file, "api-port = = {\n");
        assertThatThrownBy(() -> ConfigurationFile.read(file)).hasMessageContaining(file.toString());
        assertThatThrownBy(() -> ConfigurationFile.read(folder.resolve("missing.conf")))
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ExitCode.CONFIG));
    }

    @Test
    void a_file_speaks_for_itself_without_other_files_hosts_or_the_environment() throws IOException {
        Path other = folder.resolve("other.conf");
        Files.writeString(other, "port = 1\n");
        Path file = folder.resolve("own.conf");
        for (String include : List.of(
                "\"other.conf\"",
                "file(\"" + other + "\")",
                "url(\"http://localhost:1/other.conf\")",
                "classpath(\"other.conf\")",
                "required(file(\"" + other + "\"))")) {
            Files.writeString(file, "include " + include + "\n");
            assertThatThrownBy(() -> ConfigurationFile.read(file))
                    .isInstanceOf(RefusalException.class)
                    .hasMessageContaining("put its content into the file itself");
            assertThatThrownBy(() -> ConfigurationFile.parseText("include " + include, "a text", 1000))
                    .isInstanceOf(RefusalException.class)
                    .hasMessageContaining("put its content into the file itself");
        }
        for (String substitution : List.of("port = ${HOME}", "port = ${?HOME}", "a = 1\nport = ${a}")) {
            Files.writeString(file, substitution + "\n");
            assertThatThrownBy(() -> ConfigurationFile.read(file))
                    .isInstanceOf(RefusalException.class)
                    .hasMessageContaining("write the value itself");
        }
    }

    @Test
    void a_small_file_that_asks_for_endless_work_is_refused() throws IOException {
        Path file = folder.resolve("endless.conf");
        for (String deep :
                List.of("a = " + "[".repeat(20_000), "{a:".repeat(20_000), "a" + ".a".repeat(20_000) + " = 1")) {
            Files.writeString(file, deep);
            assertThatThrownBy(() -> ConfigurationFile.read(file))
                    .isInstanceOf(RefusalException.class)
                    .hasMessageContaining("nested too deep");
        }
        StringBuilder growing = new StringBuilder("a0 = [1, 1, 1, 1]\n");
        for (int i = 1; i < 30; i++) {
            String before = "${a" + (i - 1) + "}";
            growing.append("a" + i + " = [" + before + (", " + before).repeat(3) + "]\n");
        }
        assertThatThrownBy(() -> ConfigurationFile.parseText(growing.toString(), "a text", 10_000))
                .hasMessageContaining("write the value itself");
        Files.writeString(file, growing);
        assertThatThrownBy(() -> ConfigurationFile.read(file)).hasMessageContaining("write the value itself");
    }

    @Test
    void a_nested_object_is_no_setting() throws IOException {
        Path file = folder.resolve("nested.conf");
        Files.writeString(file, "api { port = 1 }\n");
        assertThatThrownBy(() -> Configuration.of(SETTINGS, List.of(ConfigurationFile.read(file))))
                .hasMessageContaining("there is no setting 'api'");
    }

    @Test
    void a_file_that_is_too_large_is_refused_before_it_is_read() throws IOException {
        Path file = folder.resolve("large.conf");
        Files.write(
                file,
                Collections.nCopies((int) ConfigurationFile.BYTES_MAX, "#").stream()
                        .map(String::valueOf)
                        .toList());
        assertThatThrownBy(() -> ConfigurationFile.read(file)).hasMessageContaining("more than");
    }

    @Test
    void a_setting_whose_built_in_value_is_wrong_is_a_bug_found_at_once() {
        assertThatThrownBy(() -> new Settings(List.of(Setting.choice("mode", "other", "A mode.", "one", "two"))))
                .hasMessageContaining("the built-in value of mode");
        assertThatThrownBy(() -> new Settings(List.of(PORT, PORT))).hasMessageContaining("twice");
    }
}
