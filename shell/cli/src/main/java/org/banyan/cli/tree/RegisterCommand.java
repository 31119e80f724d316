package org.banyan.cli.tree;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
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
import org.banyan.cli.node.GenesisAnchor;
import org.banyan.cli.node.GenesisAnchor.Result.Anchored;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.WaitFor;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Signer;
import org.banyan.v1.ChainEdge;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetAnchorResponse;
import org.banyan.v1.Receipt;
import org.banyan.v1.ReceiptStatus;
import org.banyan.v1.TransactionStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan chain register}. */
@Command(
        name = "register",
        description = "Register a new chain as a child of a running one, which indexes it from then on.",
        footer = {
            "",
            "Examples:",
            "  $ banyan chain register ./supply",
            "  $ banyan chain register ./supply/genesis.conf --on main --from alice --json",
            "",
            "A genesis that names no parent gets the running chain's newest certified block written into it; that block is",
            "what the new chain trusts. Only the parent's registrar may register; on a development chain that is alice."
        })
public final class RegisterCommand implements Callable<Integer> {
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
            paramLabel = "DIR|FILE",
            description = "The chain's genesis.conf, or the directory with it.")
    private Path given = Path.of("");

    @Option(
            names = "--on",
            paramLabel = "CHAIN",
            defaultValue = ClientOptions.CHAIN_DEFAULT,
            description = "Name or id of the parent (default: main).")
    private String parent = ClientOptions.CHAIN_DEFAULT;

    @Option(
            names = "--from",
            paramLabel = "KEY",
            defaultValue = "alice",
            description = "Key that signs and pays: the registrar's (default: alice, on development chains).")
    private String from = "alice";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Longest wait for finality, 1 to 600 (default: 60).")
    private int timeoutSeconds = 60;

    public RegisterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (timeoutSeconds < 1 || timeoutSeconds > BanyanClient.WAIT_MAX.toSeconds()) {
            throw CliException.usage(
                    "--timeout is 1 to " + BanyanClient.WAIT_MAX.toSeconds() + " seconds but was " + timeoutSeconds,
                    "leave it out for 60");
        }
        GenesisFile genesis = GenesisFile.find(given);
        try (Session session = Session.open(api.client(terminal, parent), directory, passwords, terminal)) {
            Signer signer = session.signer(from);
            session.client().tree().sideChains(); // a chain that takes no children says so before the file is changed
            GetAnchorResponse anchor = session.client().tree().anchor();
            return switch (GenesisAnchor.anchor(
                    terminal,
                    genesis.path(),
                    anchor.getLightClient(),
                    Bytes.wrap(anchor.getCheckpoint().toByteArray()))) {
                case GenesisAnchor.Result.Refused refused -> refused.code();
                case Anchored chain -> register(session, signer, chain);
            };
        }
    }

    private int register(Session session, Signer signer, Anchored chain) {
        Optional<ChainEdge> before = known(session, chain);
        Optional<TransactionStatus> sent =
                before.isPresent() ? Optional.empty() : Optional.of(send(session, signer, chain));
        ChainEdge edge = before.or(() -> known(session, chain))
                .orElseThrow(
                        () -> refused(sent.map(TransactionStatus::getReceipt).orElseThrow()));
        boolean now = sent.filter(status -> !failed(status.getReceipt())).isPresent();
        if (common.json()) {
            terminal.json(Json.object()
                    .put("chain", edge.getName())
                    .put("chainId", chain.chainId().toString())
                    .put("parent", edge.getParent())
                    .put("parentChainId", edge.getParentChainId())
                    .put("lightClient", edge.getLightClient())
                    .put("registeredNow", now)
                    .put("transaction", sent.map(TransactionStatus::getId).orElse(""))
                    .build());
        } else {
            print(session, edge, now, sent);
        }
        return ExitCode.OK.code();
    }

    private static Optional<ChainEdge> known(Session session, Anchored chain) {
        try {
            return Optional.of(session.client().tree().sideChain(chain.chainId().toString()));
        } catch (BanyanException refused) {
            if (refused.known() == ErrorReason.ERROR_REASON_SIDE_CHAIN_UNKNOWN) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private TransactionStatus send(Session session, Signer signer, Anchored chain) {
        if (!common.quiet() && !common.json()) {
            terminal.note(terminal.dim("registering " + Terminal.printable(chain.chain()) + " …"));
        }
        Json.Object arguments = Json.object()
                .put("name", chain.chain())
                .put("lightClient", chain.lightClient())
                .put("genesisHeader", base64(chain.genesisHeader()))
                .put("producers", base64(chain.producers()))
                .build();
        BanyanClient client = session.client();
        return client.submitAndWait(
                client.transaction("crosschain", "Register")
                        .arguments(arguments)
                        .sign(signer),
                WaitFor.FINAL,
                Duration.ofSeconds(timeoutSeconds));
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.readOnlyArray());
    }

    private static boolean failed(Receipt receipt) {
        return receipt.getStatus() == ReceiptStatus.RECEIPT_STATUS_FAILED;
    }

    private static CliException refused(Receipt receipt) {
        String fix = switch (receipt.getFailureName()) {
            case "NOT_REGISTRAR" -> "sign with the registrar's key: --from KEY";
            case "NAME_TAKEN" -> "give the chain another name in its genesis.conf";
            default -> "see the parent: banyan contract call crosschain ListChildren '{}'";
        };
        String why = failed(receipt)
                ? receipt.getFailureName() + ": " + receipt.getFailureMessage()
                : "the transaction succeeded, but the parent does not list the chain";
        return new CliException(ExitCode.CHECK_NEGATIVE, "CHAIN_NOT_REGISTERED", why, fix);
    }

    private void print(Session session, ChainEdge edge, boolean now, Optional<TransactionStatus> sent) {
        terminal.line(terminal.good("✓") + " " + terminal.bold(Terminal.printable(edge.getName()))
                + (now ? " registered on " : " is registered already on ") + Terminal.printable(edge.getParent())
                + sent.map(status -> ", final in block " + status.getBlock().getHeight())
                        .orElse(""));
        new Fields()
                .add("chain id", edge.getChainId())
                .add("light client", edge.getLightClient())
                .add("indexed", "block " + edge.getIndexed().getHeight() + ", " + edge.getIndexedHeaders() + " headers")
                .print(terminal);
        if (common.quiet() || edge.getHosted()) {
            return;
        }
        String banyan = terminal.installation().command();
        terminal.note(terminal.dim(
                session.client().facts().development()
                        ? "next: " + banyan + " chain start " + given
                        : "next: start its nodes with this genesis: " + banyan + " node init --genesis " + given));
    }
}
