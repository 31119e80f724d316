package org.banyan.core.peers;

/**
 * What one peer may send on one channel of a chain: messages and bytes a second, with two seconds' worth in hand. Refilled by ticks, so that a node that is slow
 * itself blames nobody for it.
 */
final class Allowance {
    /** Ticks of a second; see {@code ChainPeers.TICK_MILLIS}. */
    static final int TICKS_A_SECOND = 4;

    private static final int SECONDS_IN_HAND = 2;
    private static final long MEBIBYTE = 1 << 20;

    private final long messagesPerSecond;
    private final long bytesPerSecond;
    private long messages;
    private long bytes;

    private Allowance(long messagesPerSecond, long bytesPerSecond) {
        this.messagesPerSecond = messagesPerSecond;
        this.bytesPerSecond = bytesPerSecond;
        this.messages = SECONDS_IN_HAND * messagesPerSecond;
        this.bytes = SECONDS_IN_HAND * bytesPerSecond;
    }

    /** Several times what an honest node sends at full load; blocks and sync as fast as a chain that catches up takes them. */
    static Allowance of(ChainChannel channel) {
        return switch (channel) {
            case CONSENSUS -> new Allowance(2_000, 8 * MEBIBYTE);
            case BLOCKS -> new Allowance(2_000, 32 * MEBIBYTE);
            case TRANSACTIONS -> new Allowance(2_000, 32 * MEBIBYTE);
            case SYNC -> new Allowance(4_000, 128 * MEBIBYTE);
        };
    }

    /** Whether a message may come now. The last one may be larger than what is left, and is paid off first. */
    boolean take(int size) {
        if (messages <= 0 || bytes <= 0) {
            return false;
        }
        messages--;
        bytes -= size;
        return true;
    }

    void tick() {
        messages = Math.min(SECONDS_IN_HAND * messagesPerSecond, messages + messagesPerSecond / TICKS_A_SECOND);
        bytes = Math.min(SECONDS_IN_HAND * bytesPerSecond, bytes + bytesPerSecond / TICKS_A_SECOND);
    }
}
