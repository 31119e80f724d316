package org.banyan.core.store;

import java.util.List;
import org.banyan.types.block.Body;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.receipt.Receipt;

/** The receipts of one block as stored. */
record ReceiptList(List<Receipt> receipts) {
    static final Codec<ReceiptList> CODEC = new ReceiptListCodec();

    ReceiptList {
        receipts = List.copyOf(receipts);
    }

    private static final class ReceiptListCodec implements Codec<ReceiptList> {
        @Override
        public void write(ReceiptList value, CanonicalWriter out) {
            out.repeated(1, value.receipts, Receipt.CODEC);
        }

        @Override
        public ReceiptList read(CanonicalReader in) {
            return new ReceiptList(in.repeated(1, Receipt.CODEC, Body.TRANSACTIONS_MAX + 2));
        }
    }
}
