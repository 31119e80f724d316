package org.banyan.cli.chain;

import org.banyan.cli.base.Amounts;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.contract.MessageJson;
import org.banyan.sdk.json.Json;
import org.banyan.types.TransactionId;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.v1.ChainFees;
import org.banyan.v1.Receipt;
import org.banyan.v1.ReceiptStatus;
import org.banyan.v1.TransactionStatus;

/** Sends a signed transaction as the options say, and shows what became of it. */
public final class Outcome {
    private final Terminal terminal;
    private final CommonOptions common;

    public Outcome(Terminal terminal, CommonOptions common) {
        this.terminal = terminal;
        this.common = common;
    }

    public ExitCode send(Session session, SignedTransaction transaction, SendOptions options, ChainFees fees) {
        if (options.until().isEmpty()) {
            return submitted(session.client().submit(transaction));
        }
        if (!common.quiet() && !common.json()) {
            terminal.note(terminal.dim("sending " + transaction.id()));
        }
        return show(
                session.client().submitAndWait(transaction, options.until().orElseThrow(), options.timeout()), fees);
    }

    private ExitCode submitted(TransactionId id) {
        if (common.json()) {
            terminal.json(Json.object().put("id", id.toString()).build());
        } else {
            terminal.line(terminal.good("✓") + " submitted " + id);
            if (!common.quiet()) {
                terminal.note(terminal.dim("follow it: banyan tx " + id + " --wait final"));
            }
        }
        return ExitCode.OK;
    }

    public ExitCode show(TransactionStatus status, ChainFees fees) {
        if (common.json()) {
            terminal.json(MessageJson.API.write(status));
        } else {
            print(status, fees);
        }
        return codeOf(status);
    }

    static ExitCode codeOf(TransactionStatus status) {
        return failed(status) ? ExitCode.CHECK_NEGATIVE : ExitCode.OK;
    }

    private static boolean failed(TransactionStatus status) {
        return switch (status.getStage()) {
            case TRANSACTION_STAGE_EXPIRED, TRANSACTION_STAGE_DROPPED -> true;
            default -> status.getReceipt().getStatus() == ReceiptStatus.RECEIPT_STATUS_FAILED;
        };
    }

    private void print(TransactionStatus status, ChainFees fees) {
        Receipt receipt = status.getReceipt();
        boolean bad = failed(status);
        terminal.line((bad ? terminal.bad("✗ ") : terminal.good("✓ ")) + headline(status));
        new Fields()
                .add("id", status.getId())
                .add("block", status.getBlock().getHash())
                .add("fee", Amounts.show(receipt.getFee(), fees.getDecimals(), fees.getSymbol()))
                .add(
                        "returns",
                        receipt.hasReturnJson() && receipt.getReturnJson().getFieldsCount() > 0
                                ? MessageJson.fromStruct(receipt.getReturnJson())
                                        .compact()
                                : "")
                .print(terminal);
        receipt.getEventsList()
                .forEach(event -> terminal.line(terminal.dim("event") + "  "
                        + Terminal.printable(event.getContractName() + "." + event.getName()) + " "
                        + MessageJson.fromStruct(event.getJson()).compact()));
    }

    private static String headline(TransactionStatus status) {
        Receipt receipt = status.getReceipt();
        String where = "in block " + status.getBlock().getHeight();
        String failure = receipt.getStatus() == ReceiptStatus.RECEIPT_STATUS_FAILED
                ? "FAILED "
                        + (receipt.getFailureName().isEmpty()
                                ? "code " + Integer.toUnsignedString(receipt.getFailureCode())
                                : Terminal.printable(receipt.getFailureName()))
                        + ": " + Terminal.printable(receipt.getFailureMessage()) + " - "
                : "";
        return switch (status.getStage()) {
            case TRANSACTION_STAGE_PENDING ->
                "pending: in the pool, "
                        + (status.getMessage().isEmpty()
                                ? "not in a block yet"
                                : Terminal.printable(status.getMessage()));
            case TRANSACTION_STAGE_PACKED ->
                failure + Finalities.word(Finalities.of(status)) + " " + where + ", " + status.getDepth() + " on top";
            case TRANSACTION_STAGE_FINAL -> failure + "final " + where;
            case TRANSACTION_STAGE_EXPIRED -> "expired: " + Terminal.printable(status.getMessage());
            case TRANSACTION_STAGE_DROPPED -> "dropped: " + Terminal.printable(status.getMessage());
            case TRANSACTION_STAGE_UNSPECIFIED, UNRECOGNIZED ->
                throw new CliException(
                        ExitCode.UPGRADE_NEEDED,
                        "STAGE_UNKNOWN",
                        "the node reports a stage that this version does not know",
                        "use the command line of the node's version");
        };
    }
}
