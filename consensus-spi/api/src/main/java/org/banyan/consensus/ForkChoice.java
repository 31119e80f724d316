package org.banyan.consensus;

import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Header;

/** Which of two branches is the head. May answer "stay". */
public interface ForkChoice {
    /** Whether to leave {@code head} for {@code candidate}. Both extend the final block. */
    boolean prefers(Tip candidate, Tip head, Height finalHeight);

    /** A leaf of the fork tree. */
    record Tip(BlockId id, Header header, ConsensusState state) {}
}
