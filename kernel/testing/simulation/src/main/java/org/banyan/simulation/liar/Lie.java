package org.banyan.simulation.liar;

/** What a lying producer may do. RELIABILITY.md T5. */
public enum Lie {
    /** Seals two valid blocks on one parent for one slot. */
    SECOND_BLOCK,
    /** Builds beside the head instead of on it. */
    FORK,
    /** Votes for each block it hears of, whatever it voted for before. */
    VOTE_FOR_ALL,
    /** Forgets its votes now and then, and goes on as if it had never cast them. */
    AMNESIA,
    /** Tells what it made to one half of the others. */
    HALF_ONLY,
    /** Keeps its blocks for several slots. */
    LATE_BLOCK,
    /** Keeps its votes for several slots. */
    LATE_VOTE,
    /** Seals a block whose state root is not that of its transactions. */
    WRONG_STATE,
    /** Seals a block of the past, of the far future, or of no slot. */
    WRONG_TIME,
    /** Seals a block that carries more than the limits allow. */
    OVERFULL,
    /** Sends a sealed header with a body that is not its own. */
    OTHER_BODY,
    /** Sends a block under a seal that is no signature of its producer. */
    WRONG_SEAL,
    /** Takes no transaction of one account. */
    CENSOR,
    /** Seals a block whose header accuses somebody who did nothing. */
    FALSE_EVIDENCE,
    /** Sends votes for old blocks, its own fresh ones and others' old ones, and for blocks that nobody knows. */
    VOTE_FLOOD,
    /** Sends witness entries that are not canonical, not genuine, or mean nothing. */
    MALFORMED_WITNESS,
    /** Says that it stands where nobody does. */
    FALSE_HEAD,
    /** Spoils the part of its blocks' headers that its consensus defines, as the kit knows how: a value that is withheld, an order that is not the order. */
    SPOILED_DATA
}
