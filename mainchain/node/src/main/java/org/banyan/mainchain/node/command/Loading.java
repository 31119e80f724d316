package org.banyan.mainchain.node.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.mainchain.node.settings.NodeSettings;
import org.banyan.node.configuration.Configuration;
import org.banyan.node.configuration.ConfigurationFile;
import org.banyan.node.configuration.Layer;
import org.banyan.node.configuration.Setting;
import org.banyan.node.configuration.Settings;

/** Puts the layers of a node's configuration together. */
final class Loading {
    static final String DIR = "dir";

    /** Environment variable with the data directory. */
    static final String HOME_VARIABLE = "BANYAN_HOME";

    /** Flags that are no settings. */
    static final List<String> OWN_FLAGS = List.of(
            DIR,
            "fresh",
            "help",
            "json",
            "sources",
            "genesis",
            "chain",
            "chains",
            "consensus",
            "delegates",
            "empty-every",
            "hosts",
            "slot-millis",
            "nodes",
            "key",
            "out",
            PeersCommand.DRY_RUN,
            "project",
            "light-client",
            "checkpoint",
            "rounds-per-term",
            "api",
            "replace",
            "with");

    /** Variables of the launcher and the command line. */
    private static final List<String> OTHER_VARIABLES = List.of(HOME_VARIABLE, "BANYAN_API", "BANYAN_JAVA_HOME");

    private static final String DEFAULT_FILE = "config/node.conf";

    private Loading() {}

    /** The data directory: {@code --dir}, {@code $BANYAN_HOME}, else {@code ./.banyan-dev} or {@code ~/.banyan/private}. */
    static Path home(Arguments arguments, Map<String, String> environment, boolean development) {
        String home = arguments.flag(DIR).orElse(environment.getOrDefault(HOME_VARIABLE, ""));
        if (!home.isEmpty()) {
            return Path.of(home).toAbsolutePath().normalize();
        }
        return development
                ? Path.of(".banyan-dev").toAbsolutePath().normalize()
                : Path.of(System.getProperty("user.home"), ".banyan", "private");
    }

    /**
     * @param preset values of the command itself, weaker than everything but the built-in ones
     * @throws org.banyan.node.exit.RefusalException listing all problems
     */
    static Configuration configuration(
            Arguments arguments, Map<String, String> environment, Path home, Map<String, String> preset) {
        Settings settings = NodeSettings.all();
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer("flag", arguments.settings(OWN_FLAGS)));
        layers.add(Layer.environment(environment, OTHER_VARIABLES));
        arguments.files().reversed().forEach(file -> layers.add(ConfigurationFile.read(file)));
        Path own = home.resolve(DEFAULT_FILE);
        if (Files.exists(own)) {
            layers.add(ConfigurationFile.read(own));
        }
        Layer command = new Layer("command", preset);
        String profile = named(NodeSettings.PROFILE, layers, command);
        layers.add(new Layer("profile " + profile, NodeSettings.profile(profile)));
        String network = named(NodeSettings.NETWORK, layers, command);
        layers.add(new Layer("network " + network, NodeSettings.network(network)));
        layers.add(command);
        return Configuration.of(settings, layers);
    }

    /** The value that a setting will have; whether it is a good one is found out with all the others. */
    private static String named(Setting<String> setting, List<Layer> layers, Layer command) {
        Map<String, String> values = new LinkedHashMap<>(command.values());
        layers.reversed().forEach(layer -> values.putAll(layer.values()));
        return values.getOrDefault(setting.name(), setting.builtIn());
    }
}
