package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan node peers}. */
@Command(
        name = "peers",
        description = "Show who is connected to a running node, and whom a list of allowed nodes would cut off.",
        footer = {
            "",
            "Examples:",
            "  $ banyan node peers --dir ./node1",
            "  $ banyan node peers --dir ./node1 --dry-run-allow ./allowed",
            "",
            "The list has a node id per line (`banyan node id`). Nodes that p2p-peers names need not stand in it. Nothing is",
            "changed; put the list into config/allow and set p2p-allow = named. Exit code 12: somebody would be cut off."
        })
final class PeersCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NodeSettingsOptions settings = new NodeSettingsOptions();

    @Option(names = "--dry-run-allow", paramLabel = "FILE", description = "List of nodes to try.")
    private Optional<Path> list = Optional.empty();

    PeersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> arguments = settings.arguments(terminal, common, "peers");
        list.ifPresent(
                file -> arguments.add("--dry-run-allow=" + file.toAbsolutePath().normalize()));
        return NodeProcess.run(terminal, arguments);
    }
}
