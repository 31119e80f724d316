package org.banyan.cli.tree;

import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.banyan.cli.base.ApiOption;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Fields;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.chain.Session;
import org.banyan.cli.key.PasswordOptions;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.WaitFor;
import org.banyan.sdk.json.Json;
import org.banyan.v1.BlockReference;
import org.banyan.v1.GetAnchorResponse;
import org.banyan.v1.Receipt;
import org.banyan.v1.ReceiptStatus;
import org.banyan.v1.TransactionStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan chain renew}. */
@Command(
        name = "renew",
        description = "Let a chain follow another one again, after ten days of silence or two certified histories.",
        footer = {
            "",
            "Examples:",
            "  $ banyan chain renew supply --on main --from alice",
            "  $ banyan chain renew main --on supply --source http://10.0.0.7:7070 --show",
            "",
            "With your signature you vouch for the block that CHAIN is followed from: --show names it and sends nothing, so that",
            "you can compare it with other nodes of the chain first. Only the registrar of the chain that follows may renew; on a",
            "development chain that is alice."
        })
public final class RenewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ApiOption api = new ApiOption();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final PasswordOptions passwords = new PasswordOptions();

    @Parameters(
            index = "0",
            paramLabel = "CHAIN",
            description = "Name or id of the chain that is followed, as its node knows it.")
    private String followed = "";

    @Option(
            names = "--on",
            paramLabel = "CHAIN",
            defaultValue = ClientOptions.CHAIN_DEFAULT,
            description = "Name or id of the chain that follows (default: main).")
    private String follower = ClientOptions.CHAIN_DEFAULT;

    @Option(
            names = "--source",
            paramLabel = "URL",
            description = "Address of a node of the followed chain that you trust (default: the same node).")
    private String source = "";

    @Option(
            names = "--from",
            paramLabel = "KEY",
            defaultValue = "alice",
            description = "Key that signs and pays: the registrar's (default: alice, on development chains).")
    private String from = "alice";

    @Option(names = "--show", description = "Show the block to vouch for and send nothing.")
    private boolean show;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Longest wait for finality, 1 to 600 (default: 60).")
    private int timeoutSeconds = 60;

    public RenewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (timeoutSeconds < 1 || timeoutSeconds > BanyanClient.WAIT_MAX.toSeconds()) {
            throw CliException.usage(
                    "--timeout is 1 to " + BanyanClient.WAIT_MAX.toSeconds() + " seconds but was " + timeoutSeconds,
                    "leave it out for 60");
        }
        GetAnchorResponse anchor = anchor();
        BlockReference block = anchor.getCertifiedBlock();
        if (anchor.getCertifiedHeader().isEmpty()) {
            throw new CliException(
                    ExitCode.CHECK_NEGATIVE,
                    "NO_CHECKPOINT",
                    "none of the newest final blocks of " + followed
                            + " was certified by the producers of its next one",
                    "try again in a few blocks");
        }
        if (show) {
            print(block, "vouch for this block with: banyan chain renew " + followed + " --on " + follower, "");
            return ExitCode.OK.code();
        }
        try (Session session = Session.open(api.client(terminal, follower), directory, passwords, terminal)) {
            BanyanClient client = session.client();
            TransactionStatus sent = client.submitAndWait(
                    client.transaction("crosschain", "Renew")
                            .arguments(Json.object()
                                    .put(
                                            "checkpoint",
                                            Base64.getEncoder()
                                                    .encodeToString(anchor.getCertifiedHeader()
                                                            .toByteArray()))
                                    .build())
                            .sign(session.signer(from)),
                    WaitFor.FINAL,
                    Duration.ofSeconds(timeoutSeconds));
            requireSuccess(sent.getReceipt());
            print(block, "", sent.getId());
            return ExitCode.OK.code();
        }
    }

    private GetAnchorResponse anchor() {
        ClientOptions options = source.isEmpty() ? api.client(terminal, followed) : ApiOption.client(source, followed);
        try (BanyanClient client = BanyanClient.connect(options)) {
            return client.tree().anchor();
        }
    }

    private void requireSuccess(Receipt receipt) {
        if (receipt.getStatus() != ReceiptStatus.RECEIPT_STATUS_FAILED) {
            return;
        }
        String fix = switch (receipt.getFailureName()) {
            case "NOT_REGISTRAR" -> "sign with the registrar's key: --from KEY";
            case "CHAIN_UNKNOWN" -> "see who follows whom: banyan chain status";
            case "RENEWAL_REFUSED" -> "see whether the edge needs it and the chain goes on: banyan chain status";
            default -> "see docs/spi/crosschain.md";
        };
        throw new CliException(
                ExitCode.CHECK_NEGATIVE,
                "CHAIN_NOT_RENEWED",
                receipt.getFailureName() + ": " + receipt.getFailureMessage(),
                fix);
    }

    private void print(BlockReference block, String next, String transaction) {
        if (common.json()) {
            terminal.json(Json.object()
                    .put("chainId", block.getChainId())
                    .put("height", block.getHeight())
                    .put("block", block.getHash())
                    .put("renewed", !show)
                    .put("transaction", transaction)
                    .build());
            return;
        }
        if (!show) {
            terminal.line(terminal.good("✓") + " " + terminal.bold(Terminal.printable(follower)) + " follows "
                    + Terminal.printable(followed) + " again");
        }
        new Fields()
                .add("chain id", block.getChainId())
                .add("from block", Long.toString(block.getHeight()))
                .add("block id", block.getHash())
                .print(terminal);
        if (!next.isEmpty() && !common.quiet()) {
            terminal.note(terminal.dim(next));
        }
    }
}
