package org.banyan.crosschain;

import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.list.ListProof;

/**
 * One chain of the tree, as far as carrying headers and composing proofs needs it. Everything is about final blocks. Implemented by who hosts the chain or
 * talks to a node of it; may block and may throw what that does.
 */
public interface ChainAccess {
    ChainId chainId();

    /** The chains that this one names as its parents. */
    List<ChainId> parents();

    Height finalHeight();

    /** @throws IllegalArgumentException if no block of that height is final */
    Header header(Height height);

    /** What producers brought into the final block at {@code height}. */
    List<Inherent> inherents(Height height);

    /** A certificate of exactly the final block at {@code height}; others are final through their descendants. */
    Optional<Certificate> certificate(Height height);

    /** The set that certifies the children of the final block at {@code height}. */
    ProducerSet producers(Height height);

    /** That the block at {@code ancestor} is in the history of the one at {@code height}. */
    ListProof history(Height ancestor, Height height);

    /** Where this chain's light client of {@code other} stands, as of its head; empty when it follows no such chain. */
    Optional<Standing> standing(ChainId other);

    /** The first header of {@code other} at {@code height} or above that a final block of this chain brought in, as far as it is kept. */
    Optional<Followed> followed(ChainId other, Height height);

    /** @param producers id of the set that certifies the next header */
    record Standing(Height height, BlockId block, Hash producers) {}

    /**
     * @param height of the followed header
     * @param at height of this chain's block that brought it in
     */
    record Followed(Height height, BlockId block, Height at) {}
}
