package org.banyan.cli.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.node.ClassArchive.Access;
import org.banyan.sdk.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan net up}. */
@Command(
        name = "up",
        description = "Start the nodes of a network as processes on this machine, and leave them running.",
        footer = {"", "Examples:", "  $ banyan net up --dir ./mynet", "  $ banyan net up --dir ./mynet 2 3"})
final class NetUpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NetOptions net = new NetOptions();

    NetUpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Access archive = Access.WRITE;
        for (NetworkFolder.Node node : net.nodes()) {
            Optional<ProcessHandle> running = node.process();
            if (running.isPresent()) {
                say(node, running.get().pid(), "runs already");
                continue;
            }
            NodeProcess started = NodeProcess.background(
                    terminal, List.of("start", "--dir=" + node.home(), "--log-format=json"), node.log(), archive);
            archive = Access.READ; // the first one writes for all
            say(node, started.pid(), "started");
        }
        if (!common.quiet() && !common.json()) {
            terminal.line("look at it: banyan net status --dir " + net.directory());
        }
        return ExitCode.OK.code();
    }

    private void say(NetworkFolder.Node node, long pid, String what) {
        if (common.json()) {
            terminal.json(Json.object()
                    .put("node", node.name())
                    .put("pid", pid)
                    .put("state", what)
                    .build());
        } else if (!common.quiet()) {
            terminal.line(node.name() + " " + what + ", process " + pid + ", log in " + node.log());
        }
    }
}
