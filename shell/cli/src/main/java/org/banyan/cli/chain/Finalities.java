package org.banyan.cli.chain;

import org.banyan.cli.base.CliException;
import org.banyan.v1.Finality;
import org.banyan.v1.TransactionStatus;

/** Levels of finality in the words of the command line. */
final class Finalities {
    private Finalities() {}

    /** @throws CliException if it is none that can be waited for */
    static Finality parse(String word) {
        return switch (word) {
            case "packed" -> Finality.FINALITY_PACKED;
            case "fast" -> Finality.FINALITY_FAST;
            case "substantial" -> Finality.FINALITY_SUBSTANTIAL;
            case "final" -> Finality.FINALITY_FINAL;
            default ->
                throw CliException.usage(
                        "--wait takes packed, fast, substantial or final but not '" + word + "'",
                        "leave it out to look once");
        };
    }

    /** The level of a transaction; nodes that know no levels tell the stage alone. */
    static Finality of(TransactionStatus status) {
        if (status.getFinality() != Finality.FINALITY_UNSPECIFIED) {
            return status.getFinality();
        }
        return switch (status.getStage()) {
            case TRANSACTION_STAGE_PENDING -> Finality.FINALITY_PENDING;
            case TRANSACTION_STAGE_PACKED -> Finality.FINALITY_PACKED;
            case TRANSACTION_STAGE_FINAL -> Finality.FINALITY_FINAL;
            default -> Finality.FINALITY_UNSPECIFIED;
        };
    }

    static String word(Finality finality) {
        return switch (finality) {
            case FINALITY_PENDING -> "pending";
            case FINALITY_PACKED -> "packed";
            case FINALITY_FAST -> "fast";
            case FINALITY_SUBSTANTIAL -> "substantial";
            case FINALITY_FINAL -> "final";
            case FINALITY_UNSPECIFIED, UNRECOGNIZED -> "unknown";
        };
    }

    /** Whether what is {@code now} so far is at least {@code until}. */
    static boolean isAtLeast(Finality now, Finality until) {
        return rank(now) >= rank(until);
    }

    /** Numbers of the enum say when a level was added, not how sure it is. */
    private static int rank(Finality finality) {
        return switch (finality) {
            case FINALITY_UNSPECIFIED, UNRECOGNIZED -> 0;
            case FINALITY_PENDING -> 1;
            case FINALITY_PACKED -> 2;
            case FINALITY_FAST -> 3;
            case FINALITY_SUBSTANTIAL -> 4;
            case FINALITY_FINAL -> 5;
        };
    }
}
