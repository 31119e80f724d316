package org.banyan.cli.chain;

import java.time.Duration;
import java.util.Optional;
import org.banyan.cli.base.CliException;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.TransactionBuilder;
import org.banyan.sdk.WaitFor;
import org.banyan.types.Amount;
import picocli.CommandLine.Option;

/** How a transaction is signed, paid and waited for. */
public final class SendOptions {
    @Option(
            names = "--from",
            required = true,
            paramLabel = "KEY",
            description =
                    "Key that signs and pays: alice .. judy on a development chain, else a key of `banyan key list`.")
    private String from = "";

    @Option(
            names = "--wait",
            paramLabel = "none|packed|fast|substantial|final",
            defaultValue = "packed",
            description =
                    "How far to wait (default: packed, that is in a block; fast and substantial: with 5 and 15 blocks on top, or final).")
    private String wait = "packed";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Longest wait, 1 to 600 (default: 60).")
    private int timeoutSeconds = 60;

    @Option(
            names = "--fee-limit",
            paramLabel = "UNITS",
            description = "Most to pay, in the smallest unit; else what a simulation costs, and a quarter more.")
    private String feeLimit = "";

    @Option(
            names = "--tip",
            paramLabel = "UNITS",
            description = "Paid to the producer beside the fee, in the smallest unit.")
    private String tip = "";

    @Option(
            names = "--salt",
            paramLabel = "NUMBER",
            description = "Any number; the same call with the same salt and mark is the same transaction. Else random.")
    private Optional<Long> salt = Optional.empty();

    public String from() {
        return from;
    }

    /** How far to wait; empty when not at all. */
    public Optional<WaitFor> until() {
        return switch (wait) {
            case "none" -> Optional.empty();
            case "packed" -> Optional.of(WaitFor.PACKED);
            case "fast" -> Optional.of(WaitFor.FAST);
            case "substantial" -> Optional.of(WaitFor.SUBSTANTIAL);
            case "final" -> Optional.of(WaitFor.FINAL);
            default ->
                throw CliException.usage(
                        "--wait takes none, packed, fast, substantial or final but not '" + wait + "'",
                        "leave it out to wait for a block");
        };
    }

    public Duration timeout() {
        if (timeoutSeconds < 1 || timeoutSeconds > BanyanClient.WAIT_MAX.toSeconds()) {
            throw CliException.usage(
                    "--timeout is 1 to " + BanyanClient.WAIT_MAX.toSeconds() + " seconds but was " + timeoutSeconds,
                    "wait longer with `banyan tx ID --wait final`");
        }
        return Duration.ofSeconds(timeoutSeconds);
    }

    public TransactionBuilder applyTo(TransactionBuilder transaction) {
        until();
        timeout();
        if (!feeLimit.isEmpty()) {
            transaction.feeLimit(units("--fee-limit", feeLimit));
        }
        if (!tip.isEmpty()) {
            transaction.tip(units("--tip", tip));
        }
        salt.ifPresent(transaction::salt);
        return transaction;
    }

    private static Amount units(String option, String text) {
        try {
            return Amount.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw CliException.usage(option + " '" + text + "': " + malformed.getMessage(), "give whole units");
        }
    }
}
