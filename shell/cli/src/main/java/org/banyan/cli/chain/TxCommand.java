package org.banyan.cli.chain;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.Amounts;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.types.TransactionId;
import org.banyan.v1.ChainFees;
import org.banyan.v1.Finality;
import org.banyan.v1.GetTransactionResponse;
import org.banyan.v1.Transaction;
import org.banyan.v1.TransactionStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan tx}. */
@Command(
        name = "tx",
        description = "Show a transaction and what became of it.",
        footer = {
            "",
            "Examples:",
            "  $ banyan tx 6b0d4b5c3f6f0d7f2f0c9f6f0b8d2b1a0e9c8d7f6a5b4c3d2e1f0a9b8c7d6e5f",
            "  $ banyan tx 6b0d4b5c3f6f0d7f2f0c9f6f0b8d2b1a0e9c8d7f6a5b4c3d2e1f0a9b8c7d6e5f --wait final",
            "",
            "Exit code 12 says that it failed, expired or was dropped."
        })
public final class TxCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the transaction, 64 hexadecimal digits.")
    private String id = "";

    @Option(
            names = "--wait",
            paramLabel = "packed|fast|substantial|final",
            description =
                    "Wait until it is that far, or never will be (fast and substantial: with 5 and 15 blocks on top, or final).")
    private String wait = "";

    public TxCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TransactionId transaction = Session.transactionId(id);
        Optional<Finality> until = wait.isEmpty() ? Optional.empty() : Optional.of(Finalities.parse(wait));
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal))) {
            until.ifPresent(level -> await(client, transaction, level));
            return show(client.transaction(transaction), client.status().getFees())
                    .code();
        }
    }

    private static void await(BanyanClient client, TransactionId transaction, Finality until) {
        try (var statuses = client.follow(transaction)) {
            while (statuses.hasNext()) {
                if (isFarEnough(statuses.next().getStatus(), until)) {
                    return;
                }
            }
        }
    }

    private static boolean isFarEnough(TransactionStatus status, Finality until) {
        return switch (status.getStage()) {
            case TRANSACTION_STAGE_EXPIRED, TRANSACTION_STAGE_DROPPED -> true;
            default -> Finalities.isAtLeast(Finalities.of(status), until);
        };
    }

    private ExitCode show(GetTransactionResponse answer, ChainFees fees) {
        TransactionStatus status = answer.getStatus();
        if (common.json()) {
            terminal.json(MessageJson.API.write(answer));
            return Outcome.codeOf(status);
        }
        ExitCode code = new Outcome(terminal, common).show(status, fees);
        Transaction transaction = answer.getTransaction();
        new Fields()
                .add("from", transaction.getSender())
                .add(
                        "call",
                        (transaction.getContractName().isEmpty()
                                        ? transaction.getContract()
                                        : transaction.getContractName())
                                + "." + transaction.getMethod() + " "
                                + (transaction.hasArgumentsJson()
                                        ? MessageJson.fromStruct(transaction.getArgumentsJson())
                                                .compact()
                                        : transaction.getArguments().size() + " bytes"))
                .add("fee limit", Amounts.show(transaction.getFeeLimit(), fees.getDecimals(), fees.getSymbol()))
                .add("payer", transaction.getPayer())
                .add(
                        "valid",
                        "until height " + transaction.getValidUntil() + ", mark at "
                                + transaction.getMark().getHeight())
                .print(terminal);
        return code;
    }
}
