package org.banyan.cli.contract;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.chain.Session;
import org.banyan.cli.key.PasswordOptions;
import org.banyan.sdk.ViewResult;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.sdk.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan contract call}. */
@Command(
        name = "call",
        description = "Call a method that only reads. Needs no key and costs nothing.",
        footer = {
            "",
            "Examples:",
            "  $ banyan contract call token balance '{\"owner\":\"bob\",\"symbol\":\"BNY\"}'",
            "  $ banyan contract call token balance @request.json --at final --json",
            "",
            "Addresses are bech32m or names of keys, amounts are in the smallest unit."
        })
public final class CallCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Parameters(index = "0", paramLabel = "CONTRACT", description = "Name or address.")
    private String contract = "";

    @Parameters(index = "1", paramLabel = "METHOD", description = "Method; see `banyan contract show`.")
    private String method = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "Arguments as a JSON object, or @FILE with one.")
    private String arguments = "{}";

    @Option(
            names = "--at",
            paramLabel = "BLOCK",
            defaultValue = "latest",
            description = "State to read: latest (default), final, or a height that the node still keeps.")
    private String at = "latest";

    public CallCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Json.Object parsed = Arguments.parse(arguments);
        try (Session session = Session.open(connection, directory, new PasswordOptions(), terminal)) {
            ViewResult result = session.client().state().call(contract, method, parsed, at);
            if (common.json()) {
                terminal.json(Json.object()
                        .put("result", result.json())
                        .put("at", MessageJson.API.write(result.at()))
                        .build());
            } else {
                terminal.json(result.json());
            }
            return ExitCode.OK.code();
        }
    }
}
