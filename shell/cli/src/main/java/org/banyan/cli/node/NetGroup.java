package org.banyan.cli.node;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan net}. */
@Command(
        name = "net",
        description = "Make a network of nodes and run it on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  $ banyan net create --delegates 4 --dir ./mynet",
            "  $ banyan net up --dir ./mynet",
            "  $ banyan net status --dir ./mynet",
            "  $ banyan net down --dir ./mynet"
        })
public final class NetGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new NetGroup())
                .addSubcommand("create", new NetCreateCommand(terminal))
                .addSubcommand("expand", new NetExpandCommand(terminal))
                .addSubcommand("up", new NetUpCommand(terminal))
                .addSubcommand("down", new NetDownCommand(terminal))
                .addSubcommand("status", new NetStatusCommand(terminal))
                .addSubcommand("logs", new NetLogsCommand(terminal));
    }
}
