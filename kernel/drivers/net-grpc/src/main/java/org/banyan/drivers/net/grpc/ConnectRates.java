package org.banyan.drivers.net.grpc;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often one address may connect, before it is known who is there: each new connection can cost a TLS handshake. Counted anew every ten seconds. Thread-safe.
 */
final class ConnectRates {
    /** Connections from one address in a window; many nodes of one host may come back at once. */
    static final int CONNECTS_MAX = 128;

    static final long WINDOW_NANOS = 10_000_000_000L;

    /** Addresses that are counted one by one; all others share one count until the window ends. */
    static final int ADDRESSES_MAX = 4096;

    private static final String OTHERS = "";

    private final LongSupplier nanos;
    private final Map<String, Integer> connects = new HashMap<>();
    private long since;

    /** @param nanos a clock that only goes forward */
    ConnectRates(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Counts a connection; whether it may stay. */
    synchronized boolean admit(String address) {
        long now = nanos.getAsLong();
        if (now - since >= WINDOW_NANOS) {
            since = now;
            connects.clear();
        }
        boolean known = connects.containsKey(address) || connects.size() < ADDRESSES_MAX;
        return connects.merge(known ? address : OTHERS, 1, Integer::sum) <= CONNECTS_MAX;
    }
}
