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

/** {@code banyan snapshot}. */
@Command(
        name = "snapshot",
        description = "Let a new node go on from a final block, without all blocks before it.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan snapshot create --dir ./old --out ./snapshot",
            "  $ banyan snapshot verify ./snapshot --genesis genesis.conf",
            "  $ banyan snapshot restore --dir ./new ./snapshot"
        })
public final class SnapshotGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new SnapshotGroup())
                .addSubcommand("create", new Create(terminal))
                .addSubcommand("verify", new Verify(terminal))
                .addSubcommand("restore", new Restore(terminal));
    }

    /** {@code banyan snapshot create}. */
    @Command(
            name = "create",
            description = "Write what a node must have to go on from the final block of a stopped node.",
            footer = {
                "",
                "Examples:",
                "  $ banyan snapshot create --dir ./old",
                "  $ banyan snapshot create --dir ./old --chain main --out ./snapshot",
                "",
                "A snapshot has no keys and no record of what keys signed (banyan guard export). Exit code 5: a node uses the",
                "directory; a running node makes snapshots by itself where snapshot-blocks says so."
            })
    static final class Create implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Option(
                names = "--out",
                paramLabel = "FOLDER",
                description = "Folder to make (default: one of the chain's snapshots/).")
        private Optional<Path> out = Optional.empty();

        @Option(names = "--chain", paramLabel = "NAME", description = "Chain, when the node has several.")
        private Optional<String> chain = Optional.empty();

        Create(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<String> arguments = settings.arguments(terminal, common, "snapshot", "create");
            out.ifPresent(folder -> arguments.add("--out=" + absolute(folder)));
            chain.ifPresent(name -> arguments.add("--chain=" + name));
            return NodeProcess.run(terminal, arguments);
        }
    }

    /** {@code banyan snapshot verify}. */
    @Command(
            name = "verify",
            description = "Check a snapshot from the chain's genesis on: certificates, block ids, state root.",
            footer = {
                "",
                "Examples:",
                "  $ banyan snapshot verify ./snapshot",
                "  $ banyan snapshot verify ./snapshot --genesis genesis.conf --checkpoint 81200@7f3a..",
                "",
                "Restores it into a folder beside it, which takes as much room as the state, and removes that again. Exit code",
                "12: it is not what the chain's producers certified, or nothing shows that it is."
            })
    static final class Verify implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Parameters(index = "0", paramLabel = "FOLDER", description = "The snapshot.")
        private Path folder = Path.of("");

        @Option(
                names = "--genesis",
                paramLabel = "FILE",
                description = "The chain's genesis (default: that of the data directory).")
        private Optional<Path> genesis = Optional.empty();

        @Option(
                names = "--checkpoint",
                paramLabel = "HEIGHT@ID",
                description = "A final block of the last days from somebody trusted; needed when the genesis is old.")
        private Optional<String> checkpoint = Optional.empty();

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<String> arguments = settings.arguments(terminal, common, "snapshot", "verify", absolute(folder));
            genesis.ifPresent(file -> arguments.add("--genesis=" + absolute(file)));
            checkpoint.ifPresent(block -> arguments.add("--checkpoint=" + block));
            return NodeProcess.run(terminal, arguments);
        }
    }

    /** {@code banyan snapshot restore}. */
    @Command(
            name = "restore",
            description = "Check a snapshot and make the store of a node that has none of it.",
            footer = {
                "",
                "Examples:",
                "  $ banyan snapshot restore --dir ./new ./snapshot",
                "",
                "The data directory has the chain's genesis and no store of it yet. Exit code 12: the snapshot is refused and",
                "nothing was changed."
            })
    static final class Restore implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Parameters(index = "0", paramLabel = "FOLDER", description = "The snapshot.")
        private Path folder = Path.of("");

        @Option(
                names = "--checkpoint",
                paramLabel = "HEIGHT@ID",
                description = "A final block of the last days from somebody trusted; needed when the genesis is old.")
        private Optional<String> checkpoint = Optional.empty();

        Restore(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<String> arguments = settings.arguments(terminal, common, "snapshot", "restore", absolute(folder));
            checkpoint.ifPresent(block -> arguments.add("--checkpoint=" + block));
            return NodeProcess.run(terminal, arguments);
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
