package org.banyan.cli.contract;

import java.util.List;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Table;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.sdk.json.Json;
import org.banyan.v1.Contract;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code banyan contract list}. */
@Command(
        name = "list",
        description = "List the contracts of a chain.",
        footer = {"", "Examples:", "  $ banyan contract list", "  $ banyan contract list --json"})
public final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    public ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            List<Contract> contracts = client.state().allContracts();
            if (common.json()) {
                terminal.json(Json.object()
                        .put(
                                "contracts",
                                contracts.stream().map(MessageJson.API::write).toList())
                        .build());
            } else {
                Table table = new Table("NAME", "VERSION", "RUNTIME", "ADDRESS");
                contracts.forEach(each -> table.row(
                        each.getName(), Integer.toString(each.getVersion()), each.getRuntime(), each.getAddress()));
                table.print(terminal);
            }
            return ExitCode.OK.code();
        }
    }
}
