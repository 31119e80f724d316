package org.banyan.cli.chain;

import java.util.concurrent.Callable;
import org.banyan.cli.base.Amounts;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.key.PasswordOptions;
import org.banyan.sdk.StateReads;
import org.banyan.sdk.TransactionBuilder;
import org.banyan.sdk.json.Json;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.crypto.Signer;
import org.banyan.v1.ChainFees;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan transfer}. */
@Command(
        name = "transfer",
        description = "Send tokens to another account.",
        footer = {
            "",
            "Examples:",
            "  $ banyan transfer 5 --from alice --to bob",
            "  $ banyan transfer 0.25 BNY --from alice --to carol --wait final",
            "  $ banyan transfer 10 --from ops1 --to bob --password-file ops1.password --json",
            "",
            "Exit code 12 says that the chain refused it or that it failed; the reason is printed."
        })
public final class TransferCommand implements Callable<Integer> {
    private static final String TOKEN = "token";
    private static final String TRANSFER = "Transfer";

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

    @Parameters(index = "0", paramLabel = "AMOUNT", description = "In whole tokens, such as 5 or 0.25.")
    private String amount = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SYMBOL",
            description = "Which token; else the chain's fee token.")
    private String symbol = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ACCOUNT",
            description = "Receiver: an address or the name of a key.")
    private String to = "";

    @Option(names = "--memo", paramLabel = "TEXT", description = "A note for the receiver, public, at most 256 bytes.")
    private String memo = "";

    public TransferCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Session session = Session.open(connection, directory, passwords, terminal)) {
            ChainFees fees = session.client().status().getFees();
            String token = symbol.isEmpty() ? fees.getSymbol() : symbol;
            if (token.isEmpty()) {
                throw CliException.usage(
                        "the chain has no fee token, so the token must be named",
                        "give its symbol: banyan transfer " + amount + " SYMBOL --from … --to …");
            }
            Address receiver = session.account(to);
            Signer signer = session.signer(send.from());
            Amount units = Amounts.parse(amount, decimals(session, token, fees), token);
            Json.Object arguments = Json.object()
                    .put("to", session.text(receiver))
                    .put("symbol", token)
                    .put("amount", units.toString())
                    .put("memo", memo)
                    .build();
            TransactionBuilder transfer =
                    send.applyTo(session.client().transaction(TOKEN, TRANSFER).arguments(arguments));
            ExitCode code = new Outcome(terminal, common).send(session, transfer.sign(signer), send, fees);
            return code.code();
        }
    }

    private static int decimals(Session session, String token, ChainFees fees) {
        if (token.equals(fees.getSymbol())) {
            return fees.getDecimals();
        }
        Json.Object info = session.client()
                .state()
                .call(TOKEN, "GetToken", Json.object().put("symbol", token).build(), StateReads.LATEST)
                .json()
                .object("info");
        return info.get("decimals").orElse(Json.Null.VALUE) instanceof Json.Number decimals
                ? Integer.parseInt(decimals.text())
                : 0;
    }
}
