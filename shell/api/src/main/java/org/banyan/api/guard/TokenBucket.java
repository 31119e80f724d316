package org.banyan.api.guard;

/** A budget that grows with time up to a cap. What is spent beyond it is owed. Thread-safe; time is passed in. */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double cap;
    private double tokens;
    private long atNanos;

    TokenBucket(double perSecond, double cap, long nowNanos) {
        this.perSecond = perSecond;
        this.cap = cap;
        this.tokens = cap;
        this.atNanos = nowNanos;
    }

    /** Whether nothing is owed. */
    synchronized boolean hasAny(long nowNanos) {
        refill(nowNanos);
        return tokens > 0;
    }

    synchronized void spend(double amount, long nowNanos) {
        refill(nowNanos);
        tokens -= amount;
    }

    /** Gives something back; never above the cap. */
    synchronized void earn(double amount, long nowNanos) {
        refill(nowNanos);
        tokens = Math.min(cap, tokens + amount);
    }

    synchronized boolean isFull(long nowNanos) {
        refill(nowNanos);
        return tokens >= cap;
    }

    private void refill(long nowNanos) {
        tokens = Math.min(cap, tokens + perSecond * Math.max(0, nowNanos - atNanos) / NANOS);
        atNanos = nowNanos;
    }
}
