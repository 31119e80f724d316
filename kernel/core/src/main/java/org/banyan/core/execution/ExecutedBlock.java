package org.banyan.core.execution;

import java.util.List;
import org.banyan.core.state.ChangeSet;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.receipt.Receipt;

/**
 * What a block did.
 *
 * @param receipts block start, one a transaction, block end
 * @param encodedReceipts their canonical bytes, which are hashed and stored
 * @param cost metered units of its transactions
 */
public record ExecutedBlock(List<Receipt> receipts, List<Bytes> encodedReceipts, ChangeSet changes, long cost) {
    public ExecutedBlock {
        receipts = List.copyOf(receipts);
        encodedReceipts = List.copyOf(encodedReceipts);
    }

    public ExecutedBlock(List<Receipt> receipts, ChangeSet changes, long cost) {
        this(receipts, receipts.stream().map(Receipt.CODEC::encode).toList(), changes, cost);
    }

    /** The root that the header's receipts root must equal. */
    public Hash receiptsRoot(HashFunction hash) {
        return Receipt.rootOfEncoded(encodedReceipts, hash);
    }
}
