package org.banyan.node.chain;

import java.util.Optional;
import org.banyan.core.store.StateReads;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Header;

/**
 * Where a chain stands, as of its last step.
 *
 * @param poolOldest envelope of the transaction that waits longest
 * @param notProducing why this node produces no blocks now; empty while it does
 * @param produced blocks that this process produced
 */
public record ChainStatus(
        BlockId headId,
        Header head,
        BlockId finalId,
        Header finalHeader,
        int poolTransactions,
        long poolBytes,
        Optional<Bytes> poolOldest,
        StateReads stateReads,
        Optional<String> notProducing,
        long produced) {}
