package org.banyan.cli.contract;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ContractHandle;
import org.banyan.sdk.contract.ContractDescriptor;
import org.banyan.sdk.contract.FieldKind;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.v1.GetContractResponse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code banyan contract show}. */
@Command(
        name = "show",
        description = "Show a contract's methods with what they take and give.",
        footer = {"", "Examples:", "  $ banyan contract show token", "  $ banyan contract show token --json"})
public final class ShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "Name or address.")
    private String contract = "";

    public ShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            GetContractResponse answer = client.state().contract(contract);
            if (common.json()) {
                terminal.json(MessageJson.API.write(answer));
            } else {
                print(answer, client.contract(contract));
            }
            return ExitCode.OK.code();
        }
    }

    private void print(GetContractResponse answer, ContractHandle handle) {
        terminal.line(terminal.bold(Terminal.printable(answer.getContract().getName())) + " version "
                + answer.getContract().getVersion());
        new Fields()
                .add("address", answer.getContract().getAddress())
                .add("runtime", answer.getContract().getRuntime())
                .add("service", answer.getContract().getService())
                .print(terminal);
        for (ContractDescriptor.Method method : handle.descriptor().methods()) {
            terminal.line((method.view() ? "  view  " : "  send  ") + Terminal.printable(method.signature()) + " -> "
                    + Terminal.printable(FieldKind.outline(method.response())));
        }
    }
}
