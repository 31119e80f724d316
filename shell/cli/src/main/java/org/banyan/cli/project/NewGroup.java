package org.banyan.cli.project;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan new}. */
@Command(
        name = "new",
        description = "Write a new project.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  $ banyan new contract inventory", "  $ banyan new chain supply"})
public final class NewGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new NewGroup())
                .addSubcommand("contract", new NewContractCommand(terminal))
                .addSubcommand("chain", new NewChainCommand(terminal));
    }
}
