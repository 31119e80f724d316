package org.banyan.cli.tree;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.ApiOption;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.json.Json;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.ChainStatus;
import org.banyan.v1.EdgeState;
import org.banyan.v1.StartChainResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan chain start}. */
@Command(
        name = "start",
        description = "Run a registered chain in a development node, beside the chains that it runs already.",
        footer = {
            "",
            "Examples:",
            "  $ banyan chain start ./supply",
            "  $ banyan chain start ./supply/genesis.conf --json",
            "",
            "The node keeps the chain and runs it again after a restart. The chain's producer must be a public test key."
        })
public final class StartCommand implements Callable<Integer> {
    private static final int WAIT_SECONDS_MAX = 600;
    private static final long LOOK_MILLIS = 100;
    private static final long LOOKS_PER_SECOND = 1000 / LOOK_MILLIS;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ApiOption api = new ApiOption();

    @Parameters(
            index = "0",
            paramLabel = "DIR|FILE",
            description = "The chain's genesis.conf, or the directory with it.")
    private Path given = Path.of("");

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Longest wait for its first block, 0 to 600 (default: 30).")
    private int waitSeconds = 30;

    public StartCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (waitSeconds < 0 || waitSeconds > WAIT_SECONDS_MAX) {
            throw CliException.usage(
                    "--wait is 0 to " + WAIT_SECONDS_MAX + " seconds but was " + waitSeconds, "leave it out for 30");
        }
        String genesis = GenesisFile.find(given).text();
        if (!GenesisFile.namesParent(genesis)) {
            throw new CliException(
                    ExitCode.CONFIG,
                    "GENESIS_WITHOUT_PARENT",
                    "the genesis names no parent, so that no chain of the node would index this one",
                    "register it first: banyan chain register " + given + "; or run it alone: banyan dev --project "
                            + given);
        }
        StartChainResponse started;
        try (BanyanClient client = BanyanClient.connect(api.client(terminal, ClientOptions.CHAIN_DEFAULT))) {
            started = client.tree().start(genesis);
        }
        try (BanyanClient client = BanyanClient.connect(api.client(terminal, started.getChainId()))) {
            ChainStatus status = firstBlock(client, started.getName());
            show(started, status, edge(client, started.getChainId()));
        }
        return ExitCode.OK.code();
    }

    private ChainStatus firstBlock(BanyanClient client, String name) {
        ChainStatus status = client.status();
        try {
            for (long looks = waitSeconds * LOOKS_PER_SECOND; status.getHead().getHeight() == 0 && looks > 0; looks--) {
                Thread.sleep(LOOK_MILLIS);
                status = client.status();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (status.getHead().getHeight() == 0 && waitSeconds > 0) {
            String why = status.getNotProducing().isEmpty() ? "" : ": " + status.getNotProducing();
            throw new CliException(
                    ExitCode.UNREACHABLE,
                    "CHAIN_NOT_PRODUCING",
                    "chain " + name + " runs but has no block after " + waitSeconds + " s" + why,
                    "see the node's log and `banyan status --chain " + name + "`");
        }
        return status;
    }

    private static Optional<ChainEdge> edge(BanyanClient client, String chain) {
        return client.tree().all().getEdgesList().stream()
                .filter(edge -> edge.getChainId().equals(chain))
                .findFirst();
    }

    private void show(StartChainResponse started, ChainStatus status, Optional<ChainEdge> edge) {
        String path = "/v1/chains/" + started.getName();
        String parent = edge.map(ChainEdge::getParent).orElse("");
        boolean unregistered = edge.filter(each -> each.getState() == EdgeState.EDGE_STATE_UNREGISTERED)
                .isPresent();
        if (common.json()) {
            terminal.json(Json.object()
                    .put("chain", started.getName())
                    .put("chainId", started.getChainId())
                    .put("startedNow", started.getStarted())
                    .put("height", status.getHead().getHeight())
                    .put("path", path)
                    .put("parent", parent)
                    .put("registered", edge.isPresent() && !unregistered)
                    .build());
            return;
        }
        String name = Terminal.printable(started.getName());
        terminal.line(terminal.good("●") + " " + terminal.bold(name) + (started.getStarted() ? "" : " runs already,")
                + " height " + status.getHead().getHeight()
                + (parent.isEmpty() ? "" : ", child of " + Terminal.printable(parent)) + ", at " + path);
        if (common.quiet()) {
            return;
        }
        if (unregistered) {
            terminal.note(terminal.warn("!")
                    + " it is not registered on its parent and not indexed: banyan chain register " + given);
        }
        String banyan = terminal.installation().command();
        terminal.line("  try: " + banyan + " chain status");
        terminal.line("       " + banyan + " status --chain " + name);
        terminal.line("       " + banyan + " transfer 5 --from alice --to bob --chain " + name);
    }
}
