package org.banyan.core.pool;

/** Why the last block that was filled here left a transaction out that may stand in a later one. */
public enum WaitReason {
    /** Others that touch the same keys had taken their share of the block, and transactions that conflict with none of them had the rest. */
    KEYS_IN_DEMAND,
    /** The serial lane had taken its share of the block. */
    SERIAL_LANE_FULL,
    /** Its payer's funds went to transactions before it. */
    PAYER_SHORT,
    /** Its sender's transactions before it wait, and may be what it builds on. */
    BEHIND_ITS_SENDERS,
    /** The block was full of transactions that pay as much or more. */
    BLOCK_FULL
}
