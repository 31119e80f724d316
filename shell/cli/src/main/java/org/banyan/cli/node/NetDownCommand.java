package org.banyan.cli.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan net down}. */
@Command(
        name = "down",
        description = "Stop the nodes of a network on this machine, each after the step it is in.",
        footer = {"", "Examples:", "  $ banyan net down --dir ./mynet", "  $ banyan net down --dir ./mynet 4"})
final class NetDownCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NetOptions net = new NetOptions();

    NetDownCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<NetworkFolder.Node> nodes = net.nodes();
        nodes.forEach(node -> node.process().ifPresent(ProcessHandle::destroy));
        boolean all = true;
        for (NetworkFolder.Node node : nodes) {
            all &= ended(node);
        }
        return (all ? ExitCode.OK : ExitCode.UNREACHABLE).code();
    }

    private boolean ended(NetworkFolder.Node node) {
        Optional<ProcessHandle> running = node.process();
        boolean ended = running.map(NetDownCommand::waitFor).orElse(true);
        if (common.json()) {
            terminal.json(
                    Json.object().put("node", node.name()).put("stopped", ended).build());
        } else if (!common.quiet() || !ended) {
            terminal.line(node.name()
                    + (ended ? " is down" : " still stops; look at " + node.log() + ", then: banyan net down again"));
        }
        return ended;
    }

    private static boolean waitFor(ProcessHandle process) {
        try {
            process.onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException slow) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A node gives itself 30 seconds. */
    private static final long STOP_SECONDS_MAX = 40;
}
