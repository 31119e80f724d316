package org.banyan.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan net expand}. */
@Command(
        name = "expand",
        description = "Write data directories for more nodes of a network, which follow it and produce nothing.",
        footer = {
            "",
            "Examples:",
            "  $ banyan net expand --dir ./mynet --nodes 2",
            "  $ banyan net expand --dir ./mynet --hosts reader.example.org",
            "",
            "The network may run meanwhile. Where only listed nodes may be peers (p2p-allow = named), the new ones are added to",
            "the list of each node that lies in the folder; copy it to the hosts where the others run."
        })
final class NetExpandCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "Folder that `banyan net create` wrote.")
    private Path directory = Path.of("");

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes to add, 1 to 100 (default: 1, or one per host).")
    private Optional<Integer> nodes = Optional.empty();

    @Option(
            names = "--hosts",
            paramLabel = "HOST,...",
            description = "Where they will run, one host for each (default: on this machine).")
    private Optional<String> hosts = Optional.empty();

    NetExpandCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(
                List.of("net-expand", "--dir=" + directory.toAbsolutePath().normalize(), "--log-level=error"));
        nodes.ifPresent(count -> arguments.add("--nodes=" + count));
        hosts.ifPresent(names -> arguments.add("--hosts=" + names));
        if (common.json()) {
            arguments.add("--json");
        }
        return NodeProcess.run(terminal, arguments);
    }
}
