package org.banyan.core.execution;

import java.util.List;
import org.banyan.core.state.ChangeSet;
import org.banyan.types.receipt.Receipt;

/**
 * What a block did.
 *
 * @param receipts block start, one a transaction, block end
 * @param cost metered units of its transactions
 */
public record ExecutedBlock(List<Receipt> receipts, ChangeSet changes, long cost) {
    public ExecutedBlock {
        receipts = List.copyOf(receipts);
    }
}
