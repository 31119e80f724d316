package org.banyan.cli.chain;

import java.util.concurrent.Callable;
import org.banyan.cli.base.Amounts;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.ChainStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan status}. */
@Command(
        name = "status",
        description = "Show a chain's head, finality, pool and limits.",
        footer = {
            "",
            "Examples:",
            "  $ banyan status",
            "  $ banyan status --chain main --json",
            "  $ banyan status --api http://node1:7070"
        })
public final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            ChainStatus status = client.status();
            if (common.json()) {
                terminal.json(MessageJson.API.write(status));
            } else {
                print(status);
            }
            return ExitCode.OK.code();
        }
    }

    private void print(ChainStatus status) {
        boolean healthy = status.getNotProducing().isEmpty();
        terminal.line((healthy ? terminal.good("●") : terminal.warn("●")) + " "
                + terminal.bold(Terminal.printable(status.getName())) + " height "
                + status.getHead().getHeight() + ", final " + status.getFinal().getHeight());
        new Fields()
                .add("chain id", status.getChainId())
                .add("head", status.getHead().getHash())
                .add("consensus", status.getConsensus() + ", slot " + status.getSlotMillis() + " ms")
                .add("state", stateOf(status))
                .add("peers", status.getPeers())
                .add(
                        "pool",
                        status.getPool().getTransactions() + " of "
                                + status.getPool().getTransactionsMax() + " transactions")
                .add(
                        "price",
                        Amounts.show(
                                status.getFees().getUnitPrice(),
                                status.getFees().getDecimals(),
                                status.getFees().getSymbol()))
                .add("mark window", status.getMarkWindow() + " blocks")
                .add("not producing", status.getNotProducing())
                .print(terminal);
    }

    private static String stateOf(ChainStatus status) {
        return switch (status.getSyncState()) {
            case SYNC_STATE_STARTING -> "starting";
            case SYNC_STATE_SYNCING -> "syncing";
            case SYNC_STATE_SYNCED -> "synced";
            case SYNC_STATE_HALTED -> "halted: see the node's log";
            case SYNC_STATE_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }
}
