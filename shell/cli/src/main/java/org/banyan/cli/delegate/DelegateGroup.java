package org.banyan.cli.delegate;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.node.ElectionCommands;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan delegate}. */
@Command(
        name = "delegate",
        description =
                "See who builds blocks: how delegates do, their next slots, why one stayed empty; and change a delegate's key.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan delegate status",
            "  $ banyan delegate duties producer-1 --next 10m",
            "  $ banyan delegate why --slot 880/9"
        })
public final class DelegateGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new DelegateGroup())
                .addSubcommand("status", new StatusCommand(terminal))
                .addSubcommand("why", new WhyCommand(terminal))
                .addSubcommand("duties", new DutiesCommand(terminal))
                .addSubcommand("replace", new ElectionCommands.Replace(terminal))
                .addSubcommand("approve", new ElectionCommands.Approve(terminal))
                .addSubcommand("take", new ElectionCommands.Take(terminal));
    }
}
