package org.banyan.cli.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.chain.Session;
import org.banyan.cli.key.PasswordOptions;
import org.banyan.sdk.Proofs;
import org.banyan.sdk.StateReads;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.proof.ProofCheck;
import org.banyan.sdk.proof.ProofFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code banyan proof get}. */
@Command(
        name = "get",
        description = "Get a proof that a transaction is in a block, or of an account's balance.",
        footer = {
            "",
            "Examples:",
            "  $ banyan proof get --tx 6b0d4b5c3f6f0d7f2f0c9f6f0b8d2b1a0e9c8d7f6a5b4c3d2e1f0a9b8c7d6e5f --out tx.proof",
            "  $ banyan proof get --account alice --symbol BNY --out alice.proof",
            "  $ banyan proof get --chain side-1 --account alice --target main --out alice.proof",
            "",
            "The proof is checked before it is written. Without --out it goes to standard output. With --target it leads on to a",
            "block of another chain, whose contracts can then check it: `banyan proof verify FILE --on main`."
        })
public final class GetCommand implements Callable<Integer> {
    /** What is proven. */
    static final class Subject {
        @Option(
                names = "--tx",
                required = true,
                paramLabel = "ID",
                description = "Prove that this transaction is in a block.")
        private Optional<String> transaction = Optional.empty();

        @Option(
                names = "--account",
                required = true,
                paramLabel = "ACCOUNT",
                description = "Prove the balance of this account, also when it is zero.")
        private Optional<String> account = Optional.empty();
    }

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            description = "With --account: which token; else the chain's fee token.")
    private String symbol = "";

    @Option(
            names = "--at",
            paramLabel = "BLOCK",
            description =
                    "Block to prove against: latest, final or a height. Else the block that packed the transaction; for balances, final.")
    private String at = "";

    @Option(
            names = "--target",
            paramLabel = "CHAIN",
            description = "Lead the proof on to a block of this chain, a parent, child or other relative.")
    private String target = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "Longest wait until the fact is final and the chains on the way have followed it, 0 to 3600 (default: 30).")
    private int waitSeconds = 30;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the proof to this file.")
    private Optional<Path> out = Optional.empty();

    public GetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (waitSeconds < 0 || waitSeconds > Proofs.WAIT_MAX.toSeconds()) {
            throw CliException.usage(
                    "--wait is 0 to " + Proofs.WAIT_MAX.toSeconds() + " seconds but was " + waitSeconds,
                    "leave it out for 30");
        }
        try (Session session = Session.open(connection, directory, new PasswordOptions(), terminal)) {
            Proofs proofs = session.client()
                    .proofs()
                    .leadingTo(target)
                    .waiting(Duration.ofSeconds(waitSeconds), this::progress);
            ProofFile proof = subject.transaction.isPresent()
                    ? proofs.ofTransaction(Session.transactionId(subject.transaction.get()), at)
                    : balance(session, proofs);
            if (proof.verify(proof.block()) instanceof ProofCheck.Invalid invalid) {
                throw new CliException(
                        ExitCode.CHECK_NEGATIVE,
                        "PROOF_INVALID",
                        "the node sent a proof that does not hold: " + invalid.reason() + " [" + invalid.rule() + "]",
                        "ask another node");
            }
            write(proof);
            return ExitCode.OK.code();
        }
    }

    private void progress(BanyanException notReady) {
        if (!common.quiet() && !common.json()) {
            terminal.note(terminal.dim("waiting: " + Terminal.printable(notReady.what())));
        }
    }

    private ProofFile balance(Session session, Proofs proofs) {
        String token = symbol.isEmpty() ? session.client().status().getFees().getSymbol() : symbol;
        if (token.isEmpty()) {
            throw CliException.usage("the chain has no fee token, so the token must be named", "give --symbol SYMBOL");
        }
        return proofs.ofBalance(
                session.account(subject.account.orElseThrow()), token, at.isEmpty() ? StateReads.FINAL : at);
    }

    private void write(ProofFile proof) {
        if (out.isEmpty()) {
            terminal.json(proof.toJson());
            return;
        }
        Path file = out.get();
        try {
            Files.writeString(file, proof.toJson().pretty() + "\n");
        } catch (IOException failed) {
            throw CliException.usage(
                    "the proof cannot be written to " + file + ": " + failed.getMessage(), "give another --out");
        }
        if (common.json()) {
            terminal.json(Claims.summary(proof).put("file", file.toString()).build());
        } else {
            terminal.line(terminal.good("✓") + " " + Claims.words(proof));
            terminal.line(
                    "  written to " + file + "; check it: banyan proof verify " + file + " --block " + proof.block());
            if (proof.leadsElsewhere()) {
                terminal.line("  or by the contract there: banyan proof verify " + file + " --on "
                        + Terminal.printable(proof.blockChain().name()));
            }
        }
    }
}
