package org.banyan.cli.node;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan node}. */
@Command(
        name = "node",
        description = "Prepare and run a node of a network.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan node init --dir /var/lib/banyan --genesis genesis.conf",
            "  $ banyan node start --dir /var/lib/banyan"
        })
public final class NodeGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new NodeGroup())
                .addSubcommand("init", new InitCommand(terminal))
                .addSubcommand("start", new StartCommand(terminal))
                .addSubcommand("id", new IdCommand(terminal))
                .addSubcommand("peers", new PeersCommand(terminal))
                .addSubcommand("verify-worker", new VerifyWorkerCommand(terminal));
    }
}
