package org.banyan.consensus;

import java.util.Optional;
import org.banyan.types.BlockId;

/** What an agent may look up: the fork tree as of the event. Answers depend on the events so far alone. Called on the agent's lane only. */
public interface KnownBlocks {
    /** The valid block with this id and the state after it: the final block and what extends it. Empty for older, unknown and refused ones. */
    Optional<ForkChoice.Tip> block(BlockId id);
}
