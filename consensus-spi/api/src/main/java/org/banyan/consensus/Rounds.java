package org.banyan.consensus;

/** Slots in rounds, each with an order of its own. Pure and thread-safe. */
public interface Rounds {
    /** The round of the block with this state; it never falls from a block to its child. */
    long of(ConsensusState state);

    /**
     * A round as a child of the block with this state finds it; with the state of its latest block, also what came about in it so far.
     *
     * @throws IllegalArgumentException if the block's own round is later
     */
    Round round(ConsensusState state, long round);

    /** The round that {@code slot} belongs to for a child of the block with this state, which must not be of a later slot. */
    Round at(ConsensusState state, long slot);
}
