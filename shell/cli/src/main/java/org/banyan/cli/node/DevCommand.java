package org.banyan.cli.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ChainStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan dev}. */
@Command(
        name = "dev",
        description = "Run a development chain on this machine, with funded test accounts alice .. judy.",
        footer = {
            "",
            "Examples:",
            "  $ banyan dev",
            "  $ banyan dev --fresh --port 7080",
            "  $ banyan dev --chains 3",
            "  $ banyan dev --delegates 7 --fresh",
            "  $ banyan dev --project ./supply",
            "  $ banyan dev --json",
            "",
            "Keys are public test keys. Data is kept between runs in DIR; --fresh wipes it. Ctrl-C ends it cleanly."
        })
public final class DevCommand implements Callable<Integer> {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final long PROBE_MILLIS = 150;

    /** The ports after it are the node's as well. */
    private static final int PORT_MAX = 65_533;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NodeSettingsOptions settings = new NodeSettingsOptions();

    @Option(names = "--fresh", description = "Wipe the data of an earlier run first.")
    private boolean fresh;

    @Option(
            names = "--chains",
            paramLabel = "N",
            description = "Chains in all: a main chain and side chains that it indexes (default: 2).")
    private Optional<Integer> chains = Optional.empty();

    @Option(
            names = "--delegates",
            paramLabel = "N",
            description =
                    "Make a main chain on DPoS with 1 to 21 delegates, all in this process; 0 is one producer without DPoS"
                            + " (default: 4, or those of the chain that is there).")
    private Optional<Integer> delegates = Optional.empty();

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "Run the chain of a project made by `banyan new chain` instead, alone.")
    private Optional<Path> project = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "Port of the API on this machine (default: 7070); the next one is for health and metrics.")
    private int port = 7070;

    public DevCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (port < 1 || port > PORT_MAX) {
            throw CliException.usage("--port is 1 to " + PORT_MAX + " but was " + port, "leave it out for 7070");
        }
        List<String> arguments = settings.arguments(terminal, common, "dev");
        arguments.add("--port=" + port);
        if (fresh) {
            arguments.add("--fresh");
        }
        if (chains.isPresent() && project.isPresent()) {
            throw CliException.usage("--chains and --project exclude each other", "leave one of them out");
        }
        if (delegates.isPresent() && project.isPresent()) {
            throw CliException.usage("--delegates and --project exclude each other", "leave one of them out");
        }
        delegates.ifPresent(count -> arguments.add("--delegates=" + count));
        chains.ifPresent(count -> arguments.add("--chains=" + count));
        project.ifPresent(
                folder -> arguments.add("--project=" + folder.toAbsolutePath().normalize()));
        NodeProcess node = NodeProcess.start(terminal, arguments);
        announce(node);
        return node.await();
    }

    /** Waits for the first block and says what to do with it. Says nothing when the node ends before. */
    private void announce(NodeProcess node) {
        String api = "http://localhost:" + port;
        ClientOptions options = ClientOptions.of(api, ClientOptions.CHAIN_DEFAULT)
                .withAttempts(1)
                .withTimeout(PROBE_TIMEOUT);
        try (BanyanClient client = BanyanClient.connect(options)) {
            while (node.runsAfter(PROBE_MILLIS)) {
                try {
                    ChainStatus status = client.status();
                    if (isOurs(node) && status.getHead().getHeight() > 0) {
                        new DevGreeting(terminal, client, port).show(status, settings.path(terminal), common.json());
                        return;
                    }
                } catch (BanyanException starting) {
                    // not up yet: the node itself says on this terminal when it cannot start
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the node holds its data directory: until then, another one may answer at the same port. */
    private boolean isOurs(NodeProcess node) {
        Path holder = settings.path(terminal).resolve("run").resolve("pid");
        try {
            return Files.readString(holder).trim().equals(Long.toString(node.pid()));
        } catch (IOException notYet) {
            return false;
        }
    }
}
