package org.banyan.core.store;

import java.util.List;
import org.banyan.core.state.ChangeSet;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;

/**
 * All that is kept of a valid block, beside its witness.
 *
 * @param transactions in the block's order
 * @param receipts encoded: of block start, of each transaction, of block end
 */
public record BlockRecords(
        BlockId id,
        Block block,
        List<TransactionId> transactions,
        List<Bytes> receipts,
        ChangeSet changes,
        BlockEffects effects) {}
