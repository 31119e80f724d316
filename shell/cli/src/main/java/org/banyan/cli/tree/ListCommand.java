package org.banyan.cli.tree;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.banyan.cli.base.ApiOption;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.sdk.json.Json;
import org.banyan.v1.GetTreeResponse;
import org.banyan.v1.TreeChain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan chain list}. */
@Command(
        name = "list",
        description = "List the chains that a node runs.",
        footer = {
            "",
            "Examples:",
            "  $ banyan chain list",
            "  $ banyan chain list --json",
            "",
            "Give a name or id from here to --chain of other commands."
        })
public final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ApiOption api = new ApiOption();

    public ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (BanyanClient client = BanyanClient.connect(api.client(terminal, ClientOptions.CHAIN_DEFAULT))) {
            GetTreeResponse tree = client.tree().all();
            if (common.json()) {
                terminal.json(Json.object()
                        .put(
                                "chains",
                                tree.getChainsList().stream()
                                        .<Json>map(MessageJson.API::write)
                                        .toList())
                        .build());
            } else {
                print(tree);
            }
            return ExitCode.OK.code();
        }
    }

    private void print(GetTreeResponse tree) {
        Map<String, String> names = new TreeMap<>();
        tree.getChainsList().forEach(chain -> names.put(chain.getChainId(), chain.getName()));
        Table table = new Table("CHAIN", "PARENT", "HEIGHT", "FINAL", "ID");
        for (TreeChain chain : tree.getChainsList()) {
            String parents = chain.getParentsList().stream()
                    .map(id -> names.getOrDefault(id, Rows.shortened(id)))
                    .collect(Collectors.joining(", "));
            table.row(
                    chain.getName(),
                    parents.isEmpty() ? Rows.NONE : parents,
                    Long.toString(chain.getHead().getHeight()),
                    Long.toString(chain.getFinal().getHeight()),
                    chain.getChainId());
        }
        table.print(terminal);
    }
}
