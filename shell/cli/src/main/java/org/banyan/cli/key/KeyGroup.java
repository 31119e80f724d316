package org.banyan.cli.key;

import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.node.KeyRotateCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan key}. */
@Command(
        name = "key",
        description = "Make, list, export and rotate keys. They are kept encrypted in DIR/keys.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  $ banyan key new ops1", "  $ banyan key list", "  $ banyan key export ops1"})
public final class KeyGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new KeyGroup())
                .addSubcommand("new", new NewCommand(terminal))
                .addSubcommand("list", new ListCommand(terminal))
                .addSubcommand("export", new ExportCommand(terminal))
                .addSubcommand("rotate", new KeyRotateCommand(terminal));
    }
}
