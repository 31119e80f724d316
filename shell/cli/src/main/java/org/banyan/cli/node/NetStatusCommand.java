package org.banyan.cli.node;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.v1.ChainStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan net status}. */
@Command(
        name = "status",
        description = "Show where each node of a network on this machine stands.",
        footer = {"", "Examples:", "  $ banyan net status --dir ./mynet", "  $ banyan net status --dir ./mynet --json"})
final class NetStatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final NetOptions net = new NetOptions();

    NetStatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private static final String UP = "up";
    private static final String SYNCING = "syncing";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Only of a node that answers are the figures known. */
    private record Row(String node, String state, long height, long finalHeight, String finalId, int peers) {
        private static Row without(NetworkFolder.Node node, String state) {
            return new Row(node.name(), state, 0, 0, "-", 0);
        }

        /** Whether the node serves, near its peers or still catching up with them. */
        private boolean answers() {
            return state.equals(UP) || state.equals(SYNCING);
        }
    }

    @Override
    public Integer call() {
        List<Row> rows = net.nodes().stream().map(NetStatusCommand::row).toList();
        if (common.json()) {
            rows.forEach(row -> terminal.json(Json.object()
                    .put("node", row.node())
                    .put("state", row.state())
                    .put("height", row.height())
                    .put("finalHeight", row.finalHeight())
                    .put("finalId", row.finalId())
                    .put("peers", row.peers())
                    .build()));
        } else {
            Table table = new Table("NODE", "STATE", "HEIGHT", "FINAL", "FINAL BLOCK", "PEERS");
            rows.forEach(row -> table.row(
                    row.node(),
                    row.state(),
                    Long.toString(row.height()),
                    Long.toString(row.finalHeight()),
                    row.finalId(),
                    row.answers() ? Integer.toString(row.peers()) : "-"));
            table.print(terminal);
        }
        boolean all = rows.stream().allMatch(row -> row.state().equals(UP));
        return (all ? ExitCode.OK : ExitCode.UNREACHABLE).code();
    }

    private static Row row(NetworkFolder.Node node) {
        if (node.process().isEmpty()) {
            return Row.without(node, "down");
        }
        OptionalInt port = node.apiPort();
        if (port.isEmpty()) {
            return Row.without(node, "starting");
        }
        ClientOptions options = ClientOptions.of("http://127.0.0.1:" + port.getAsInt(), ClientOptions.CHAIN_DEFAULT)
                .withAttempts(1)
                .withTimeout(PATIENCE);
        try (BanyanClient client = BanyanClient.connect(options)) {
            ChainStatus status = client.status();
            return new Row(
                    node.name(),
                    stateOf(status),
                    status.getHead().getHeight(),
                    status.getFinal().getHeight(),
                    status.getFinal()
                            .getHash()
                            .substring(
                                    0, Math.min(16, status.getFinal().getHash().length())),
                    status.getPeers());
        } catch (BanyanException silent) {
            return Row.without(node, "silent");
        }
    }

    private static String stateOf(ChainStatus status) {
        return switch (status.getSyncState()) {
            case SYNC_STATE_STARTING -> "starting";
            case SYNC_STATE_SYNCING -> SYNCING;
            case SYNC_STATE_HALTED -> "halted";
            case SYNC_STATE_SYNCED, SYNC_STATE_UNSPECIFIED, UNRECOGNIZED -> UP;
        };
    }
}
