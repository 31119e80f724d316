package org.banyan.cli.contract;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan contract}. */
@Command(
        name = "contract",
        description = "List contracts, read their interface, call, send to and deploy them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan contract list",
            "  $ banyan contract show token",
            "  $ banyan contract call token balance '{\"owner\":\"bob\",\"symbol\":\"BNY\"}'",
            "  $ banyan contract send token transfer '{\"to\":\"bob\",\"symbol\":\"BNY\",\"amount\":\"5\"}' --from alice"
        })
public final class ContractGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new ContractGroup())
                .addSubcommand("list", new ListCommand(terminal))
                .addSubcommand("show", new ShowCommand(terminal))
                .addSubcommand("call", new CallCommand(terminal))
                .addSubcommand("send", new SendCommand(terminal))
                .addSubcommand("conflicts", new ConflictsCommand(terminal))
                .addSubcommand("deploy", new DeployCommand(terminal));
    }
}
