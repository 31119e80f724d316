package org.banyan.cli.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.banyan.cli.base.CliException;
import org.banyan.cli.base.CommonOptions;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.ExitCode;
import org.banyan.cli.base.Terminal;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.proof.ProofCheck;
import org.banyan.sdk.proof.ProofFile;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.v1.Block;
import org.banyan.v1.Finality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code banyan proof verify}. */
@Command(
        name = "verify",
        description = "Check a proof file. Needs no node, only the id of a block that you trust.",
        footer = {
            "",
            "Examples:",
            "  $ banyan proof verify alice.proof --block 7f3a0c…64-digits…",
            "  $ banyan proof verify alice.proof",
            "  $ banyan proof verify alice.proof --online --api http://my-node:7070",
            "  $ banyan proof verify alice.proof --on main",
            "",
            "With --on, the crosschain contract of that chain checks the proof, and its answer is compared with the claim.",
            "Without --block and --online the block named by the file is taken: the answer is then as good as that id.",
            "Exit code 12 says that the proof does not hold."
        })
public final class VerifyCommand implements Callable<Integer> {
    /** Largest proof file. */
    static final long FILE_BYTES_MAX = 64L * 1024 * 1024;

    private final Terminal terminal;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The proof file.")
    private Path file = Path.of("");

    @Option(names = "--block", paramLabel = "ID", description = "Id of the block that you trust.")
    private Optional<String> block = Optional.empty();

    @Option(
            names = "--online",
            description = "Take the block's id from your own node, and require that it is final there.")
    private boolean online;

    @Option(
            names = "--on",
            paramLabel = "CHAIN",
            description = "Let the crosschain contract of this chain check the proof, by a view call on a node.")
    private Optional<String> on = Optional.empty();

    public VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (on.isPresent() && (online || block.isPresent())) {
            throw CliException.usage(
                    "--on takes the block that the contract has followed, so that --block and --online mean nothing",
                    "give one of --on, --online and --block");
        }
        ProofFile proof = ProofFile.parse(read());
        if (on.isPresent()) {
            return new ContractCheck(terminal, common)
                    .run(proof, connection.client(terminal, on.get()))
                    .code();
        }
        BlockId trusted = trusted(proof);
        ProofCheck check = proof.verify(trusted);
        if (common.json()) {
            terminal.json(Claims.summary(proof)
                    .put("valid", check instanceof ProofCheck.Valid)
                    .put("checkedAgainst", trusted.toString())
                    .put("blockFrom", online ? "node" : block.isPresent() ? "argument" : "file")
                    .put("rule", check instanceof ProofCheck.Invalid invalid ? invalid.rule() : "")
                    .put("reason", check instanceof ProofCheck.Invalid invalid ? invalid.reason() : "")
                    .build());
        } else {
            print(proof, check, trusted);
        }
        return (check instanceof ProofCheck.Valid ? ExitCode.OK : ExitCode.CHECK_NEGATIVE).code();
    }

    private void print(ProofFile proof, ProofCheck check, BlockId trusted) {
        switch (check) {
            case ProofCheck.Valid valid -> {
                terminal.line(terminal.good("✓ valid") + "  " + Claims.words(proof));
                terminal.line("  checked against block " + trusted);
                if (block.isEmpty() && !online && !common.quiet()) {
                    terminal.note(
                            terminal.warn("!")
                                    + " this id stands in the file itself: compare it with a source you trust, or give --block or --online");
                }
            }
            case ProofCheck.Invalid invalid -> {
                terminal.line(terminal.bad("✗ not valid") + "  " + Terminal.printable(invalid.reason()) + " ["
                        + invalid.rule() + "]");
                terminal.line("  claimed: " + Claims.words(proof));
            }
        }
    }

    private BlockId trusted(ProofFile proof) {
        if (block.isPresent()) {
            try {
                return BlockId.fromHex(block.get());
            } catch (IllegalArgumentException malformed) {
                throw CliException.usage(
                        "--block is 64 hexadecimal digits, but '" + block.get() + "' is not",
                        "take the id from `banyan block HEIGHT`");
            }
        }
        return online ? fromNode(proof) : proof.block();
    }

    private BlockId fromNode(ProofFile proof) {
        ChainId chain = proof.blockChain().id();
        try (BanyanClient client = BanyanClient.connect(connection.client(terminal, chain.toString()))) {
            if (!client.facts().id().equals(chain)) {
                throw new CliException(
                        ExitCode.NETWORK_MISMATCH,
                        "CHAIN_MISMATCH",
                        "the proof leads to a block of chain " + chain + " but the node answers for chain "
                                + client.facts().id(),
                        "give --api of a node that runs that chain");
            }
            Block own = client.block(Long.toString(proof.height().value()));
            if (own.getFinality() != Finality.FINALITY_FINAL) {
                throw new CliException(
                        ExitCode.CHECK_NEGATIVE,
                        "BLOCK_NOT_FINAL",
                        "block " + proof.height() + " is not final on the node yet",
                        "try again when it is");
            }
            return BlockId.fromHex(own.getHeader().getHash());
        }
    }

    private String read() {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw CliException.usage(
                        "the file " + file + " has more than " + FILE_BYTES_MAX + " bytes", "check which file it is");
            }
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw CliException.usage(
                    "the file " + file + " cannot be read as text: " + unreadable.getMessage(),
                    "give a file that `banyan proof get --out` has written");
        }
    }
}
