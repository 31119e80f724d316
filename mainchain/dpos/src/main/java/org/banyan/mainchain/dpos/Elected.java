package org.banyan.mainchain.dpos;

import org.banyan.types.Bounds;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** Who was elected for a term. */
public record Elected(long term, ProducerSet delegates) {
    static final Codec<Elected> CODEC = new ElectedCodec();

    public Elected {
        Bounds.positive("term of an election", term);
    }

    private static final class ElectedCodec implements Codec<Elected> {
        @Override
        public void write(Elected value, CanonicalWriter out) {
            out.uint64(1, value.term);
            out.message(2, value.delegates, ProducerSet.CODEC);
        }

        @Override
        public Elected read(CanonicalReader in) {
            return new Elected(in.uint64(1), in.message(2, ProducerSet.CODEC));
        }
    }
}
