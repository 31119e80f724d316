package org.banyan.mainchain.dpos;

/** How many delegates a term has: formula T3 of {@code docs/spec/dpos.md}. Source: aelf whitepaper 4.2.4. */
public enum Growth {
    /** As many as were elected. */
    FREE(0),
    /** As many as at genesis, and two more for each full year since: 2N + 1 with N growing by one. */
    YEARLY(1);

    static final long YEAR_MILLIS = 365L * 24 * 3_600_000;

    private final int code;

    Growth(int code) {
        this.code = code;
    }

    /** How many a term has that begins {@code millis} after genesis. */
    int delegates(int first, long millis) {
        return this == FREE
                ? first
                : Math.toIntExact(Math.min(DposParameters.DELEGATES_MAX, first + 2 * (millis / YEAR_MILLIS)));
    }

    int code() {
        return code;
    }

    static Growth of(int code) {
        for (Growth growth : values()) {
            if (growth.code == code) {
                return growth;
            }
        }
        throw new IllegalArgumentException("growth must be 0 (free) or 1 (yearly) but was " + code);
    }
}
