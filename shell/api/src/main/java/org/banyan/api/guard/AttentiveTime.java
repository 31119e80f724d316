package org.banyan.api.guard;

/**
 * Nanoseconds in which somebody looked. What passes between two checks beyond {@code gapNanosMax} does not count: where this process got no processor, the other
 * side is not to blame for what was not read meanwhile. Confined to one thread; time is passed in.
 */
final class AttentiveTime {
    private final long gapNanosMax;
    private long checkedNanos;
    private long lostNanos;

    AttentiveTime(long nowNanos, long gapNanosMax) {
        this.gapNanosMax = gapNanosMax;
        this.checkedNanos = nowNanos;
    }

    /** Somebody looks; to be called again and again. */
    long check(long nowNanos) {
        lostNanos += Math.max(0, nowNanos - checkedNanos - gapNanosMax);
        checkedNanos = nowNanos;
        return now(nowNanos);
    }

    long now(long nowNanos) {
        return nowNanos - lostNanos;
    }
}
