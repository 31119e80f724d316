package org.banyan.cli.node;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan node id}. */
@Command(
        name = "id",
        description = "Show what peers call a node; makes its node key when there is none.",
        footer = {"", "Examples:", "  $ banyan node id --dir ./node1"})
final class IdCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NodeSettingsOptions settings = new NodeSettingsOptions();

    IdCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return NodeProcess.run(terminal, settings.arguments(terminal, common, "node-id"));
    }
}
