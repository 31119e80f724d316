package org.banyan.types.block;

import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Content of a block. Transactions stay as the envelope bytes that were received: they are decoded once, by
 * {@link org.banyan.types.transaction.SignedTransaction#decode}, and never serialized again. A body read here is canonical only as far as its own fields;
 * each envelope is checked when it is decoded.
 */
public record Body(List<Inherent> inherents, List<Bytes> transactions) {
    /** Most inherents any chain may allow. */
    public static final int INHERENTS_MAX = 1024;

    /** Most transactions any chain may allow. */
    public static final int TRANSACTIONS_MAX = 1 << 20;

    private static final int TRANSACTIONS_FIELD = 2;

    public static final Body EMPTY = new Body(List.of(), List.of());
    public static final Codec<Body> CODEC = new BodyCodec();

    public Body {
        inherents = List.copyOf(inherents);
        transactions = List.copyOf(transactions);
        Bounds.countMax("inherents of a body", inherents, INHERENTS_MAX);
        Bounds.countMax("transactions of a body", transactions, TRANSACTIONS_MAX);
    }

    /** Bytes of the canonical encoding, which is not made for it. */
    public long encodedSize() {
        long size = CODEC.encode(new Body(inherents, List.of())).size();
        for (Bytes transaction : transactions) {
            size += CanonicalWriter.elementSize(TRANSACTIONS_FIELD, transaction.size());
        }
        return size;
    }

    private static final class BodyCodec implements Codec<Body> {
        @Override
        public void write(Body value, CanonicalWriter out) {
            out.repeated(1, value.inherents, Inherent.CODEC);
            out.repeatedBytes(TRANSACTIONS_FIELD, value.transactions);
        }

        @Override
        public Body read(CanonicalReader in) {
            return new Body(
                    in.repeated(1, Inherent.CODEC, INHERENTS_MAX),
                    in.repeatedBytes(TRANSACTIONS_FIELD, TRANSACTIONS_MAX));
        }
    }
}
