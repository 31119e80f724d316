package org.banyan.node.chain;

import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.block.Header;

/**
 * Where a chain stands, as of its last step.
 *
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
        Optional<String> notProducing,
        long produced) {}
