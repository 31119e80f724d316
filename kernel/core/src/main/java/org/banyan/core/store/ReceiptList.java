package org.banyan.core.store;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Body;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.receipt.Receipt;

/** The receipts of one block as stored. */
record ReceiptList(List<Receipt> receipts) {
    static final Codec<ReceiptList> CODEC = new ReceiptListCodec();

    private static final int RECEIPTS_FIELD = 1;
    private static final int RECEIPTS_MAX = Body.TRANSACTIONS_MAX + 2;

    /** The transactions that the receipts of the same bytes are of; reads no more of them. */
    static final Codec<List<TransactionId>> TRANSACTIONS = new TransactionsCodec();

    ReceiptList {
        receipts = List.copyOf(receipts);
    }

    /** The same bytes as those of {@link #CODEC}, from receipts that are encoded already. */
    static Bytes encode(List<Bytes> receipts) {
        long size = 0;
        for (Bytes receipt : receipts) {
            size += CanonicalWriter.elementSize(RECEIPTS_FIELD, receipt.size());
        }
        CanonicalWriter out = new CanonicalWriter(Math.toIntExact(size));
        out.repeatedBytes(RECEIPTS_FIELD, receipts);
        return out.toBytes();
    }

    private static final class ReceiptListCodec implements Codec<ReceiptList> {
        @Override
        public void write(ReceiptList value, CanonicalWriter out) {
            out.repeated(RECEIPTS_FIELD, value.receipts, Receipt.CODEC);
        }

        @Override
        public ReceiptList read(CanonicalReader in) {
            return new ReceiptList(in.repeated(RECEIPTS_FIELD, Receipt.CODEC, RECEIPTS_MAX));
        }
    }

    private static final class TransactionsCodec implements Codec<List<TransactionId>> {
        @Override
        public void write(List<TransactionId> value, CanonicalWriter out) {
            throw new UnsupportedOperationException("receipts have more than transactions");
        }

        @Override
        public List<TransactionId> read(CanonicalReader in) {
            List<TransactionId> transactions = new ArrayList<>();
            for (Bytes receipt : in.repeatedBytes(RECEIPTS_FIELD, RECEIPTS_MAX)) {
                Receipt.transactionOf(receipt).ifPresent(transactions::add);
            }
            return transactions;
        }
    }
}
