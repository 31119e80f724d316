package org.banyan.cli.node;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan store}. */
@Command(
        name = "store",
        description = "Look after the data of a node that does not run.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  $ banyan store verify --dir ./node1"})
public final class StoreGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    public static CommandLine commands(Terminal terminal) {
        return new CommandLine(new StoreGroup()).addSubcommand("verify", new Verify(terminal));
    }

    /** {@code banyan store verify}. */
    @Command(
            name = "verify",
            description = "Read everything that is stored and check that it holds together. Changes nothing.",
            footer = {
                "",
                "Examples:",
                "  $ banyan store verify",
                "  $ banyan store verify --dir ./node1 --json",
                "",
                "Exit code 5: a node uses the directory. Exit code 6: the data is damaged."
            })
    static final class Verify implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final CommonOptions common = new CommonOptions();

        @Mixin
        private final NodeSettingsOptions settings = new NodeSettingsOptions();

        Verify(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return NodeProcess.run(terminal, settings.arguments(terminal, common, "store-verify"));
        }
    }
}
