package org.banyan.types.transaction;

import java.util.List;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * Envelope of every transaction family. The body is the family's own canonical bytes and stays opaque here. DESIGN.md 3.
 *
 * @param family id of the family, such as {@link TransactionFamilies#ACCOUNT}
 * @param version of the family's body format, from 1
 */
public record Transaction(int family, int version, Bytes body, List<Authorization> authorizations) {
    /** Largest canonical envelope any chain may allow. */
    public static final int BYTES_MAX = 4 * 1024 * 1024;

    public static final int AUTHORIZATIONS_MAX = 256;
    public static final Codec<Transaction> CODEC = new TransactionCodec();

    public Transaction {
        Bounds.between("family of a transaction", family, 1, Integer.MAX_VALUE);
        Bounds.between("version of a transaction", version, 1, Integer.MAX_VALUE);
        Bounds.sizeMax("body of a transaction", body, BYTES_MAX);
        authorizations = List.copyOf(authorizations);
        Bounds.countMax("authorizations of a transaction", authorizations, AUTHORIZATIONS_MAX);
    }

    private static final class TransactionCodec implements Codec<Transaction> {
        @Override
        public void write(Transaction value, CanonicalWriter out) {
            out.uint32(1, value.family);
            out.uint32(2, value.version);
            out.bytes(3, value.body);
            out.repeated(4, value.authorizations, Authorization.CODEC);
        }

        @Override
        public Transaction read(CanonicalReader in) {
            return new Transaction(
                    in.uint32(1),
                    in.uint32(2),
                    in.bytes(3, BYTES_MAX),
                    in.repeated(4, Authorization.CODEC, AUTHORIZATIONS_MAX));
        }
    }
}
