package org.banyan.consensus;

import java.util.List;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.block.Witness;

/** What an agent may look up: the fork tree as of the event. Answers depend on the events so far alone. Called on the agent's lane only. */
public interface KnownBlocks {
    /** The valid block with this id and the state after it: the final block and what extends it. Empty for older, unknown and refused ones. */
    Optional<ForkChoice.Tip> block(BlockId id);

    /**
     * The state after the parent of a block that {@link #block} knows: it judges the block and its witness. The node has it for the final block too, whose
     * parent {@link #block} does not know; this default does not. Empty for genesis.
     */
    default Optional<ConsensusState> parentState(BlockId id) {
        return block(id).flatMap(tip -> block(tip.header().parent())).map(ForkChoice.Tip::state);
    }

    /** What stands beside a block that {@link #block} knows; empty when nothing does, or when it does not know the block. */
    Witness witness(BlockId id);

    /** The blocks without children that are or extend the final block: walking down from them finds every block that {@link #block} knows. */
    List<ForkChoice.Tip> tips();

    /**
     * Whether a block built now would have something to carry: waiting transactions, or facts that this node's services want in a block. A hint of this node
     * alone, for agents that save themselves empty blocks; a node that does not know says yes.
     */
    default boolean workWaits() {
        return true;
    }
}
