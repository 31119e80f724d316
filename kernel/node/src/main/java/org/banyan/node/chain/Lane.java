package org.banyan.node.chain;

/**
 * One thread's worth of work: tasks run one after another in the order they were handed in. Everything that changes a chain runs on its lane, so that engine
 * and agent need no locks. RELIABILITY.md 3.1.
 *
 * <p>A task must not throw. Thread-safe.
 */
public interface Lane {
    /** Hands in work from outside; false when as many tasks wait as may, or the lane is closed. */
    boolean offer(Runnable task);

    /** Runs {@code task} after {@code delayMillis}. Never refused, because only the lane's owner calls it and bounds its own timers. */
    void later(long delayMillis, Runnable task);

    /** Whether the caller runs on this lane. */
    boolean isCurrent();

    /** Runs {@code last} after all that was offered before, waits for it, and takes no more work. Later calls do nothing. */
    void close(Runnable last);
}
