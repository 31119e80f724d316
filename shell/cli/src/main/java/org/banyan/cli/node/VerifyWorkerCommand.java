package org.banyan.cli.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan node verify-worker}. */
@Command(
        name = "verify-worker",
        description = {
            "Verify signatures for a node on another machine, until interrupted.",
            "The node names this machine's id in its setting verify-workers and believes it but for samples, so both must be yours."
        },
        footer = {
            "",
            "Examples:",
            "  $ banyan node id --dir ./worker1",
            "  $ banyan node verify-worker --dir ./worker1 --node NODE-ID@10.0.0.1:7073 --set verify-host=10.0.0.2",
            "",
            "The directory keeps the key of the worker and nothing else. Ctrl-C ends it with 0; the node verifies what it had."
        })
public final class VerifyWorkerCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NodeSettingsOptions settings = new NodeSettingsOptions();

    @Option(
            names = "--node",
            required = true,
            paramLabel = "NODE-ID@HOST:PORT",
            description =
                    "The node to verify for, with its verify-host and verify-port; `banyan node id` on it says its id.")
    private String node = "";

    public VerifyWorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(settings.arguments(terminal, common, "verify-worker"));
        arguments.add("--verify-node=" + node);
        return NodeProcess.run(terminal, arguments);
    }
}
