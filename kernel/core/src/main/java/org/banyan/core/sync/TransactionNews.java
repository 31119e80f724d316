package org.banyan.core.sync;

import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Transactions.
 *
 * @param envelopes in full
 * @param known short ids of some that the sender has
 * @param wanted short ids of some that the sender wants
 */
record TransactionNews(List<Bytes> envelopes, List<Long> known, List<Long> wanted) {
    static final int ENVELOPES_MAX = 1024;
    static final int IDS_MAX = 4096;

    static final Codec<TransactionNews> CODEC = new Codec<>() {
        @Override
        public void write(TransactionNews value, CanonicalWriter out) {
            out.repeatedBytes(1, value.envelopes);
            out.packedUint64(2, value.known);
            out.packedUint64(3, value.wanted);
        }

        @Override
        public TransactionNews read(CanonicalReader in) {
            return new TransactionNews(
                    in.repeatedBytes(1, ENVELOPES_MAX), in.packedUint64(2, IDS_MAX), in.packedUint64(3, IDS_MAX));
        }
    };

    TransactionNews {
        envelopes = List.copyOf(envelopes);
        known = List.copyOf(known);
        wanted = List.copyOf(wanted);
    }
}
