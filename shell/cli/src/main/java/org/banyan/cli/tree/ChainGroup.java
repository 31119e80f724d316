package org.banyan.cli.tree;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan chain}. */
@Command(
        name = "chain",
        description = "See which chains a node runs and how they follow each other; register and start new ones.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan chain status",
            "  $ banyan chain register ./supply --on main --from alice",
            "  $ banyan chain start ./supply",
            "  $ banyan chain renew supply --on main --from alice"
        })
public final class ChainGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new ChainGroup())
                .addSubcommand("list", new ListCommand(terminal))
                .addSubcommand("status", new StatusCommand(terminal))
                .addSubcommand("register", new RegisterCommand(terminal))
                .addSubcommand("renew", new RenewCommand(terminal))
                .addSubcommand("start", new StartCommand(terminal));
    }
}
