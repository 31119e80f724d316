package org.banyan.cli.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who does what to whom. */
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
    MIXED;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
