package org.banyan.cli.contract;

import java.util.concurrent.Callable;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.chain.Outcome;
import org.banyan.cli.chain.SendOptions;
import org.banyan.cli.chain.Session;
import org.banyan.cli.key.PasswordOptions;
import org.banyan.sdk.TransactionBuilder;
import org.banyan.sdk.json.Json;
import org.banyan.types.crypto.Signer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code banyan contract send}. */
@Command(
        name = "send",
        description = "Send a transaction that calls a method.",
        footer = {
            "",
            "Examples:",
            "  $ banyan contract send token transfer '{\"to\":\"bob\",\"symbol\":\"BNY\",\"amount\":\"5\"}' --from alice",
            "  $ banyan contract send inventory restock @request.json --from alice --wait final --json",
            "",
            "Addresses are bech32m or names of keys, amounts are in the smallest unit.",
            "Exit code 12 says that the chain refused it or that it failed; the reason is printed."
        })
public final class SendCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final SendOptions send = new SendOptions();

    @Mixin
    private final PasswordOptions passwords = new PasswordOptions();

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

    public SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Json.Object parsed = Arguments.parse(arguments);
        try (Session session = Session.open(connection, directory, passwords, terminal)) {
            TransactionBuilder call =
                    send.applyTo(session.client().transaction(contract, method).arguments(parsed));
            Signer signer = session.signer(send.from());
            ExitCode code = new Outcome(terminal, common)
                    .send(
                            session,
                            call.sign(signer),
                            send,
                            session.client().status().getFees());
            return code.code();
        }
    }
}
