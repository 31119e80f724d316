package org.banyan.cli.node;

import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code banyan config}. */
@Command(
        name = "config",
        description = "Show, check and explain the settings of a node.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan config show --dir ./node1",
            "  $ banyan config validate --dir ./node1",
            "  $ banyan config explain api-port"
        })
public final class ConfigGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new ConfigGroup())
                .addSubcommand("show", new Show(terminal))
                .addSubcommand("validate", new Validate(terminal))
                .addSubcommand("explain", new Explain(terminal));
    }

    /** {@code banyan config show}. */
    @Command(
            name = "show",
            description = "Show every setting with its value and where it comes from.",
            footer = {"", "Examples:", "  $ banyan config show", "  $ banyan config show --dir ./node1 --json"})
    static final class Show implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<String> arguments = settings.arguments(terminal, common, "config", "show");
            arguments.add("--sources");
            return NodeOutput.run(terminal, common, arguments);
        }
    }

    /** {@code banyan config validate}. */
    @Command(
            name = "validate",
            description = "Check the configuration and name every problem.",
            footer = {
                "",
                "Examples:",
                "  $ banyan config validate --dir ./node1",
                "  $ banyan config validate --config node.conf --set api-port=7080",
                "",
                "Exit code 3 says that something is wrong."
            })
    static final class Validate implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        Validate(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return NodeOutput.run(terminal, common, settings.arguments(terminal, common, "config", "validate"));
        }
    }

    /** {@code banyan config explain}. */
    @Command(
            name = "explain",
            description = "Explain one setting: its value, where that comes from, what it means, what it takes.",
            footer = {"", "Examples:", "  $ banyan config explain api-port", "  $ banyan config explain signer --json"})
    static final class Explain implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "Name of the setting.")
        private String name = "";

        Explain(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return NodeOutput.run(terminal, common, settings.arguments(terminal, common, "config", "explain", name));
        }
    }
}
