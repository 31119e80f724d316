package org.banyan.mainchain.node.flood;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Kinds of bad input, and what must become of each. */
enum Flood {
    UNPAYABLE("TX_FEE_UNPAYABLE", "RATE_LIMITED"),
    WRONG_SIGNATURES("TX_SIGNATURE_INVALID", "RATE_LIMITED"),
    DUPLICATES("TX_DUPLICATE", "RATE_LIMITED"),
    EXPIRED("TX_EXPIRED", "TX_MARK_EXPIRED", "TX_MARK_FOREIGN"),
    ABOUT_TO_EXPIRE,
    LARGE_TRANSACTIONS,
    ONE_ACCOUNT,
    DEPENDENT("TX_FEE_UNPAYABLE"),
    COSTLY_READS,
    SLOW_READERS(List.of(), "slow_reader"),
    SLOW_SENDERS(List.of(), "slow_request", "slow_frame"),
    IDLE_CONNECTIONS(List.of(), "no_request", "connections_per_address", "gave_way"),
    RAPID_RESET(List.of("CLOSED")),
    PINGS(List.of(), "idle_frames"),
    SETTINGS(List.of(), "idle_frames"),
    LARGE_MESSAGES("REQUEST_TOO_LARGE"),
    LARGE_HEADERS("REFUSED"),
    COMPRESSION_BOMBS("REQUEST_TOO_LARGE"),
    MANY_STREAMS("STREAMS_EXHAUSTED");

    private final List<String> reasons;
    private final List<String> drops;

    Flood(String... reasons) {
        this(List.of(reasons));
    }

    Flood(List<String> reasons, String... drops) {
        this.reasons = reasons;
        this.drops = List.of(drops);
    }

    /** Reasons of which the flooder must hear at least one; empty when what it sends is right in itself. */
    List<String> reasons() {
        return reasons;
    }

    /** Reasons of which the node must name at least one for closing connections. */
    List<String> drops() {
        return drops;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Flood> of(String label) {
        return List.of(values()).stream()
                .filter(flood -> flood.label().equals(label))
                .findFirst();
    }
}
