package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan delegate replace}, {@code approve} and {@code take}. */
public final class ElectionCommands {
    private ElectionCommands() {}

    /** {@code banyan delegate replace}. */
    @Command(
            name = "replace",
            description = "Draft the next term's delegates: those in office with one key in the place of another.",
            footer = {
                "",
                "Examples:",
                "  $ banyan delegate replace --dir ./node4 --old 02ab.. --new 03cd.. --out change.election",
                "",
                "The file goes to the other delegates, who approve it: docs/guides/rotate-keys.md."
            })
    public static final class Replace implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Mixin
        private final ConnectionOptions connection = new ConnectionOptions();

        @Option(names = "--old", paramLabel = "KEY", required = true, description = "Public key of the delegate.")
        private String old = "";

        @Option(names = "--new", paramLabel = "KEY", required = true, description = "Public key in its place.")
        private String fresh = "";

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "File to make.")
        private Path out = Path.of("");

        public Replace(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            List<String> arguments = settings.arguments(terminal, common, "election", "replace");
            arguments.add("--replace=" + old);
            arguments.add("--with=" + fresh);
            arguments.add("--out=" + out.toAbsolutePath().normalize());
            arguments.add("--api=" + connection.client(terminal).api());
            return NodeProcess.run(terminal, arguments);
        }
    }

    /** {@code banyan delegate approve}. */
    @Command(
            name = "approve",
            description = "Approve the delegates of the next term with this node's signing key. The node may run.",
            footer = {
                "",
                "Examples:",
                "  $ banyan delegate approve change.election --dir ./node1",
                "",
                "Says who leaves and who comes, and adds the approval to the file. Exit code 7: the key is not in office."
            })
    public static final class Approve implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Parameters(index = "0", paramLabel = "FILE", description = "What `banyan delegate replace` wrote.")
        private Path file = Path.of("");

        public Approve(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return NodeProcess.run(terminal, with(settings.arguments(terminal, common, "election", "approve"), file));
        }
    }

    /** {@code banyan delegate take}. */
    @Command(
            name = "take",
            description = "Have this node's blocks carry delegates that a quorum approved. The node may run.",
            footer = {
                "",
                "Examples:",
                "  $ banyan delegate take change.election --dir ./node1",
                "",
                "The chain takes it from the first block in the last round of a term. Exit code 12: approvals are missing."
            })
    public static final class Take implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        @Parameters(index = "0", paramLabel = "FILE", description = "What enough delegates have approved.")
        private Path file = Path.of("");

        public Take(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return NodeProcess.run(terminal, with(settings.arguments(terminal, common, "election", "take"), file));
        }
    }

    private static List<String> with(List<String> arguments, Path file) {
        arguments.add(2, file.toAbsolutePath().normalize().toString());
        return arguments;
    }
}
