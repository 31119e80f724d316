package org.banyan.cli.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who does what to whom. Those that begin with {@code calls} call the bench contract of development chains. */
enum Workload {
    /** Transfers between accounts that are all as likely. */
    TRANSFERS,
    /** Transfers between accounts of which few take part in most. */
    ZIPF,
    /** Transfers to one account. */
    HOT_CREDIT,
    /** Transfers from one account. */
    HOT_DEBIT,
    /** Three transfers in five, the rest approvals and transfers from allowances. */
    MIXED,
    /** Calls of the asked for cost, each on cells of its own. */
    CALLS,
    /** The same, declared as touching every cell. */
    CALLS_WIDE,
    /** The same, with nothing declared. */
    CALLS_UNDECLARED,
    /** The same on cells of which few take part in most. */
    CALLS_ZIPF,
    /** Each call needs what the one before it wrote. */
    CALLS_CHAIN,
    /** All calls read and write one cell. */
    CALLS_HOT,
    /** Some calls touch another cell than they declare: that of the call before. */
    CALLS_WRONG,
    /** Tokens moved by reading and writing balances, between accounts that are all as likely. */
    CALLS_TOKEN,
    /** Three transfers in five, one such token moved, one call of one to two and a half times the asked for cost. */
    CALLS_MIXED;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the chain has to have the bench contract. */
    boolean callsBench() {
        return name().startsWith("CALLS");
    }

    /** Whether accounts need tokens of the bench contract. */
    boolean movesBenchTokens() {
        return this == CALLS_TOKEN || this == CALLS_MIXED;
    }

    static Optional<Workload> of(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(Workload::label).collect(Collectors.joining(", "));
    }
}
