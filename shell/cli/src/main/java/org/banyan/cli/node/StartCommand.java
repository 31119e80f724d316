package org.banyan.cli.node;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan node start}. */
@Command(
        name = "start",
        description = "Run the node whose configuration lies in a directory, until interrupted.",
        footer = {
            "",
            "Examples:",
            "  $ banyan node start --dir ./node1",
            "  $ banyan node start --dir ./node1 --set signer=local:sign1 --set signer-password-file=sign1.password",
            "",
            "Ctrl-C ends its own slot, flushes and exits with 0. With --json the log is JSON."
        })
public final class StartCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NodeSettingsOptions settings = new NodeSettingsOptions();

    public StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return NodeProcess.run(terminal, settings.arguments(terminal, common, "start"));
    }
}
