package org.banyan.cli.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan node init}. */
@Command(
        name = "init",
        description = "Write the configuration and genesis of a node into a directory.",
        footer = {
            "",
            "Examples:",
            "  $ banyan node init --dir ./node1",
            "  $ banyan node init --dir ./node1 --network dev"
        })
public final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(
            names = "--network",
            paramLabel = "NETWORK",
            defaultValue = "dev",
            description = "Network to take part in (default: dev, a network of your own).")
    private String network = "dev";

    public InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(
                List.of("init", "--dir", directory.path(terminal).toString(), "--network", network));
        if (common.json()) {
            arguments.add("--json");
        }
        return NodeProcess.run(terminal, arguments);
    }
}
