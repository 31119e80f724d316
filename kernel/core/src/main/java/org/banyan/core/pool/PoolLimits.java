package org.banyan.core.pool;

/**
 * Bounds of one node's pool; not part of consensus.
 *
 * @param transactions most waiting transactions
 * @param bytes most memory that they take, about three times their envelopes
 * @param perSender most waiting transactions of one sender or payer, who also has at most this share of the memory
 */
public record PoolLimits(int transactions, long bytes, int perSender) {
    public static final PoolLimits DEFAULT = new PoolLimits(50_000, 64L << 20, 10_000);

    public PoolLimits {
        if (transactions < 1 || bytes < 1 || perSender < 1) {
            throw new IllegalArgumentException("every pool limit must be at least 1");
        }
    }

    /** Memory that one sender or payer may take: the share that its count has of all. */
    long bytesPerSender() {
        return perSender >= transactions ? bytes : bytes / transactions * perSender;
    }
}
