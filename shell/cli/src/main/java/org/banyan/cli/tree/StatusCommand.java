package org.banyan.cli.tree;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.banyan.cli.base.ApiOption;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.EdgeState;
import org.banyan.v1.GetTreeResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan chain status}. */
@Command(
        name = "status",
        description = "Show the tree of chains: how far each chain is and how far its parent has indexed it.",
        footer = {
            "",
            "Examples:",
            "  $ banyan chain status",
            "  $ banyan chain status --json",
            "",
            "INDEXED is the newest block that the parent has indexed, LAG the blocks above it."
        })
public final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ApiOption api = new ApiOption();

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (BanyanClient client = BanyanClient.connect(api.client(terminal, ClientOptions.CHAIN_DEFAULT))) {
            GetTreeResponse tree = client.tree().all();
            if (common.json()) {
                terminal.json(MessageJson.API.write(tree));
            } else {
                Rows.of(tree).print(terminal);
                advise(tree);
            }
            return ExitCode.OK.code();
        }
    }

    private void advise(GetTreeResponse tree) {
        boolean unregistered =
                tree.getEdgesList().stream().anyMatch(edge -> edge.getState() == EdgeState.EDGE_STATE_UNREGISTERED);
        if (unregistered && !common.quiet()) {
            terminal.note(terminal.warn("!")
                    + " a chain that is not registered is not indexed: banyan chain register DIR --on PARENT");
        }
        if (tree.getEdgesList().stream().anyMatch(StatusCommand::isStopped) && !common.quiet()) {
            terminal.note(terminal.warn("!")
                    + " an edge that is frozen or too old goes on when the registrar of the chain that follows renews it:"
                    + " banyan chain renew FOLLOWED --on FOLLOWER");
        }
    }

    private static boolean isStopped(ChainEdge edge) {
        return Stream.of(edge.getState(), edge.getParentState())
                .anyMatch(state -> state == EdgeState.EDGE_STATE_EXPIRED || state == EdgeState.EDGE_STATE_FROZEN);
    }
}
