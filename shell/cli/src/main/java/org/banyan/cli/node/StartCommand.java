package org.banyan.cli.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.DirectoryOption;
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
            "",
            "Ctrl-C ends its own slot, flushes and exits with 0."
        })
public final class StartCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    public StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(
                List.of("start", "--dir", directory.path(terminal).toString()));
        if (common.json()) {
            arguments.add("--json");
        }
        return NodeProcess.run(terminal, arguments);
    }
}
