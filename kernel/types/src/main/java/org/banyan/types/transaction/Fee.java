package org.banyan.types.transaction;

import org.banyan.types.Amount;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * What the payer offers, in the chain's fee token.
 *
 * @param limit most that the payer pays, tip included
 * @param tip paid to the producer beside the metered fee, at most {@code limit}
 */
public record Fee(Amount limit, Amount tip) {
    public static final Fee NONE = new Fee(Amount.ZERO, Amount.ZERO);
    public static final Codec<Fee> CODEC = new FeeCodec();

    public Fee {
        if (tip.compareTo(limit) > 0) {
            throw new IllegalArgumentException("tip " + tip + " exceeds the fee limit " + limit + " that includes it");
        }
    }

    private static final class FeeCodec implements Codec<Fee> {
        @Override
        public void write(Fee value, CanonicalWriter out) {
            out.amount(1, value.limit);
            out.amount(2, value.tip);
        }

        @Override
        public Fee read(CanonicalReader in) {
            return new Fee(in.amount(1), in.amount(2));
        }
    }
}
