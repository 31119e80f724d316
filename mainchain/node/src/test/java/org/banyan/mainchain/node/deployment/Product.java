package org.banyan.mainchain.node.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.banyan.cli.Banyan;
import org.banyan.cli.base.Installation;
import org.banyan.cli.base.Terminal;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.mainchain.node.settings.PeerChoices;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.configuration.Layer;

/** What the product offers to those who deploy it. */
final class Product {
    /** The data directory in a container. */
    static final String HOME = "/var/lib/banyan";

    static final int USER = 10_001;

    /** Variables that are no settings. */
    private static final List<String> OTHERS = List.of("BANYAN_HOME");

    private Product() {}

    /** The node's ports when nobody chooses others, in their order. */
    static Map<String, Integer> ports() {
        Configuration usual = configuration(Map.of());
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("api", NodeSettings.apiPort(usual));
        ports.put("ops", NodeSettings.operationsPort(usual));
        ports.put("peers", PeerChoices.port(usual));
        return ports;
    }

    private static Configuration configuration(Map<String, String> variables) {
        return Configuration.of(NodeSettings.all(), List.of(Layer.environment(variables, OTHERS)));
    }

    /** Each {@code BANYAN_} variable must name a setting and have a value that it takes. */
    static void requireSettings(Map<String, String> variables) {
        Map<String, String> ours = new TreeMap<>(variables);
        ours.keySet().removeIf(name -> !name.startsWith("BANYAN_"));
        assertThat(ours).isNotEmpty();
        Configuration read = configuration(ours);
        assertThat(read.sources()).isNotEmpty();
    }

    /** The command line must have a command of these words. */
    static void requireCommand(List<String> words) {
        List<String> typed = new ArrayList<>(words);
        typed.add("--help");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                out,
                out,
                false,
                Map.of(),
                new Installation(Path.of(""), Path.of(""), Path.of("java"), List.of(), Path.of(""), "banyan", false),
                task -> {});
        int code = new Banyan(terminal).run(typed.toArray(String[]::new));
        String command = "banyan " + String.join(" ", words);
        assertThat(code).as(command).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .as("help of the command itself")
                .containsPattern("(?m)^Usage: " + Pattern.quote(command) + "\\b");
    }
}
