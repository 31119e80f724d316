package org.banyan.types.proof;

import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Header;
import org.banyan.types.receipt.Receipt;

/** What a proof shows once every step holds. The caller compares it with what it asked for: a valid proof of something else is not an answer. */
public sealed interface ProvenFact {
    /** @param header of the block that holds the transaction */
    record TransactionIncluded(TransactionId transaction, Hash authorizationsHash, Header header)
            implements ProvenFact {}

    /** @param index position among the block's receipts: 0 is block start, i + 1 the i-th transaction, the last block end */
    record ReceiptIncluded(Receipt receipt, long index, Header header) implements ProvenFact {}

    /**
     * @param value after the block of {@code header}, or empty when the key was absent
     */
    record StateKnown(Address contract, Bytes key, Optional<Bytes> value, Header header) implements ProvenFact {}

    /** The block is an ancestor of the trusted one. */
    record BlockIncluded(BlockId block, Height height) implements ProvenFact {}

    /** The header is that of the trusted block or of an ancestor. */
    record HeaderKnown(Header header) implements ProvenFact {}
}
