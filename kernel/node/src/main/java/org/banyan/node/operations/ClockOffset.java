package org.banyan.node.operations;

import java.util.Arrays;

/**
 * How far this machine's clock is ahead of the producers', as the age of their newest blocks shows it when they are stored here. The way of a block counts in, so a
 * value above 0 says "at most", and one below 0 "at least behind". Taken from the quicker third of the blocks: with fewer liars than a third among the producers it is no
 * lower than what an honest one makes it. Thread-safe.
 */
final class ClockOffset {
    static final int BLOCKS = 64;

    private final long[] ages = new long[BLOCKS];
    private long count;

    /** @param millis by which the block's time was in the past */
    synchronized void stored(long millis) {
        ages[(int) (count % BLOCKS)] = millis;
        count++;
    }

    /** NaN before the first block of another producer. */
    synchronized double seconds() {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(ages, (int) Math.min(count, BLOCKS));
        Arrays.sort(sorted);
        return sorted[sorted.length / 3] / 1e3;
    }
}
