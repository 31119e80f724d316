package org.banyan.consensus.authority;

import org.banyan.consensus.quorum.EqualProducers;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/**
 * The plug-in's parameters in the chain specification.
 *
 * @param producers who produces and votes after genesis, each of weight 1
 */
public record AuthorityParameters(ProducerSet producers) {
    /** Keeps header, state and certificate small. */
    public static final int PRODUCERS_MAX = EqualProducers.COUNT_MAX;

    public static final Codec<AuthorityParameters> CODEC = new AuthorityParametersCodec();

    private static final class AuthorityParametersCodec implements Codec<AuthorityParameters> {
        @Override
        public void write(AuthorityParameters value, CanonicalWriter out) {
            out.message(1, value.producers, ProducerSet.CODEC);
        }

        @Override
        public AuthorityParameters read(CanonicalReader in) {
            return new AuthorityParameters(in.message(1, ProducerSet.CODEC));
        }
    }
}
