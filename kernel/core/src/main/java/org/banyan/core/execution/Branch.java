package org.banyan.core.execution;

import java.util.Optional;
import org.banyan.core.state.StateView;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;

/** A chain up to one block, as the next block sees it. */
public interface Branch {
    /** Height of the last block. */
    Height height();

    /** Id of the block at {@code height}, when it is one of the last W blocks. */
    Optional<BlockId> recentBlock(Height height);

    /** Whether one of the last W blocks holds the transaction. */
    boolean recentlyContains(TransactionId transaction);

    /** State after the last block. */
    StateView state();
}
