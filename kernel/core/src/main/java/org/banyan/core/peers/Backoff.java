package org.banyan.core.peers;

import org.banyan.types.Timestamp;

/** When a peer is dialed again: after a second, then each time twice as long. How many nodes wait is spread by the peer's own id, not by chance. */
record Backoff(int failures, Timestamp next) {
    static final long MILLIS_MIN = 1_000;
    static final long MILLIS_MAX = 30_000;

    static Backoff none(Timestamp now) {
        return new Backoff(0, now);
    }

    /** @param spread something that differs from node to node */
    Backoff after(Timestamp now, int spread) {
        long base = Math.min(MILLIS_MAX, MILLIS_MIN << Math.min(failures, 10));
        return new Backoff(failures + 1, now.plusMillis(base + Math.floorMod(spread, (int) (base / 4))));
    }

    boolean isDue(Timestamp now) {
        return now.compareTo(next) >= 0;
    }
}
