package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a node's configuration comes from: its directory, files, and single settings. The node checks them. */
final class NodeSettingsOptions {
    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Further configuration file; a later one wins. May be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One setting, such as api-port=7080; wins over files. May be repeated. See `banyan config`.")
    private Map<String, String> settings = new LinkedHashMap<>();

    Path path(Terminal terminal) {
        return directory.path(terminal);
    }

    /** @param subcommand of the node's program */
    List<String> arguments(Terminal terminal, CommonOptions common, String... subcommand) {
        List<String> arguments = new ArrayList<>(List.of(subcommand));
        arguments.add("--dir=" + path(terminal));
        files.forEach(file -> arguments.add("--config=" + file.toAbsolutePath().normalize()));
        settings.forEach((name, value) -> {
            if (!name.matches("[a-z][a-z0-9-]*")) {
                throw CliException.usage("'" + name + "' is no name of a setting", "list them: banyan config show");
            }
            arguments.add("--" + name + "=" + value);
        });
        if (common.json()) {
            arguments.add("--json");
        }
        return arguments;
    }
}
