package org.banyan.mainchain.node.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image is not built here, for want of a container engine: every name in its steps is looked for where it must be. */
class ContainerfileTest {
    private static final Path ROOT = Path.of("..", "..");

    private String text = "";

    @BeforeEach
    void read() throws IOException {
        text = Files.readString(ROOT.resolve("ops/Containerfile")).replace("\\\n", " ");
    }

    /** What follows an instruction that stands once. */
    private String only(String instruction) {
        List<String> lines = text.lines()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
        assertThat(lines).as(instruction).hasSize(1);
        return lines.getFirst();
    }

    private static List<String> words(String array) {
        return Pattern.compile("\"([^\"]*)\"")
                .matcher(array)
                .results()
                .map(word -> word.group(1))
                .toList();
    }

    @Test
    void it_adds_what_the_distribution_is_and_links_the_command_that_is_in_it() throws IOException {
        String launcher = Files.readString(ROOT.resolve("banyan"));
        Matcher version = Pattern.compile("<artifactId>banyan-parent</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(only("ARG")).isEqualTo("VERSION=" + version.group(1));
        assertThat(launcher)
                .contains("name=banyan-$version", "echo \"target/$name.tar.gz\"", "-C target/dist \"$name\"");
        assertThat(only("ADD")).isEqualTo("target/banyan-${VERSION}.tar.gz /opt/");
        assertThat(launcher).contains("cp bin/banyan bin/jdk.sh bin/launch.sh \"$root/bin/\"");
        assertThat(text).contains("RUN ln -s /opt/banyan-${VERSION}/bin/banyan /usr/local/bin/banyan");
    }

    @Test
    void it_installs_a_java_that_the_product_runs_on_from_debian() throws IOException {
        assertThat(only("FROM")).startsWith("docker.io/library/debian:");
        Matcher java = Pattern.compile("openjdk-([0-9]+)-jre-headless").matcher(text);
        Matcher release =
                Pattern.compile("<maven.compiler.release>([0-9]+)<").matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(java.find() && release.find()).isTrue();
        assertThat(Integer.parseInt(java.group(1))).isGreaterThanOrEqualTo(Integer.parseInt(release.group(1)));
    }

    @Test
    void a_word_that_is_no_command_is_noticed() {
        assertThatThrownBy(() -> Product.requireCommand(List.of("node", "stat")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Product.requireSettings(Map.of("BANYAN_SIGNR", "none")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void its_commands_are_commands() {
        assertThat(words(only("ENTRYPOINT"))).containsExactly("banyan");
        Product.requireCommand(words(only("CMD")));
        List<String> health = words(only("HEALTHCHECK"));
        assertThat(health).startsWith("banyan");
        Product.requireCommand(health.subList(1, health.size()));
    }

    @Test
    void its_variables_are_settings_its_ports_are_the_nodes_and_it_runs_as_nobody_special() {
        Map<String, String> variables = new TreeMap<>();
        Pattern.compile("([A-Z_]+)=(\\S+)")
                .matcher(only("ENV"))
                .results()
                .forEach(each -> variables.put(each.group(1), each.group(2)));
        Product.requireSettings(variables);
        assertThat(variables).containsEntry("BANYAN_HOME", Product.HOME).containsKey("XDG_CACHE_HOME");
        assertThat(only("VOLUME")).isEqualTo(Product.HOME);
        assertThat(only("EXPOSE"))
                .isEqualTo(String.join(
                        " ",
                        Product.ports().values().stream().map(String::valueOf).toList()));
        assertThat(only("USER")).isEqualTo(Product.USER + ":" + Product.USER);
        assertThat(text).contains("install -d -o " + Product.USER + " -g " + Product.USER + " -m 0700 " + Product.HOME);
        assertThat(only("STOPSIGNAL")).isEqualTo("SIGTERM");
    }
}
