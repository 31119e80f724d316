package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan guard}. */
@Command(
        name = "guard",
        description =
                "Take what a node's key signed last to another node, so that the key never contradicts itself there.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan guard export --dir ./old --out delegate.guard",
            "  $ banyan guard import --dir ./new delegate.guard"
        })
public final class GuardGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new GuardGroup())
                .addSubcommand("export", new Export(terminal))
                .addSubcommand("import", new Import(terminal));
    }

    /** {@code banyan guard export}. */
    @Command(
            name = "export",
            description = "Write what a key of a stopped node signed last into a small readable file.",
            footer = {
                "",
                "Examples:",
                "  $ banyan guard export --dir ./old --out delegate.guard",
                "  $ banyan guard export --dir ./old",
                "",
                "The file has no secrets. It is out of date as soon as the key signs again: export, import, and start only the",
                "new node. Exit code 5: a node uses the directory."
            })
    static final class Export implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Option(names = "--out", paramLabel = "FILE", description = "File to make (default: show it).")
        private Optional<Path> out = Optional.empty();

        @Option(names = "--chain", paramLabel = "NAME", description = "Chain, when the node has several.")
        private Optional<String> chain = Optional.empty();

        @Option(names = "--key", paramLabel = "HEX", description = "How the public key begins, when it has several.")
        private Optional<String> key = Optional.empty();

        Export(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<String> arguments = settings.arguments(terminal, common, "guard", "export");
            out.ifPresent(file -> arguments.add("--out=" + file.toAbsolutePath().normalize()));
            chain.ifPresent(name -> arguments.add("--chain=" + name));
            key.ifPresent(hex -> arguments.add("--key=" + hex));
            return NodeProcess.run(terminal, arguments);
        }
    }

    /** {@code banyan guard import}. */
    @Command(
            name = "import",
            description = "Add what an exported file knows to a stopped node's record of its key.",
            footer = {
                "",
                "Examples:",
                "  $ banyan guard import --dir ./new delegate.guard",
                "",
                "Of each kind of signature the later one stays, so that an old file does no harm. Exit code 4: it is of a chain",
                "that is not here. Exit code 7: of a key that is not here. Exit code 11: it shows that two nodes used the key."
            })
    static final class Import implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Parameters(index = "0", paramLabel = "FILE", description = "What `banyan guard export` wrote.")
        private Path file = Path.of("");

        Import(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return NodeProcess.run(
                    terminal,
                    settings.arguments(
                            terminal,
                            common,
                            "guard",
                            "import",
                            file.toAbsolutePath().normalize().toString()));
        }
    }
}
