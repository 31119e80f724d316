package org.banyan.consensus.authority;

import java.util.Optional;
import java.util.TreeSet;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;

/**
 * The plug-in's parameters in the chain specification.
 *
 * @param producers who produces and votes after genesis, each of weight 1
 */
public record AuthorityParameters(ProducerSet producers) {
    /** Keeps header, state and certificate small. */
    public static final int PRODUCERS_MAX = 100;

    public static final Codec<AuthorityParameters> CODEC = new AuthorityParametersCodec();

    /** What keeps {@code set} from producing on a chain with this suite, if anything. */
    static Optional<String> defect(ProducerSet set, CryptoSuite suite) {
        if (set.size() > PRODUCERS_MAX) {
            return Optional.of("it has " + set.size() + " producers, more than the limit of " + PRODUCERS_MAX);
        }
        TreeSet<PublicKey> keys = new TreeSet<>();
        for (Producer producer : set.producers()) {
            if (producer.weight() != 1) {
                return Optional.of(
                        "producer " + producer.address() + " must have weight 1 but has " + producer.weight());
            }
            boolean wellFormed = suite.scheme(producer.key().scheme())
                    .map(scheme -> scheme.isWellFormedKey(producer.key().bytes()))
                    .orElse(false);
            if (!wellFormed) {
                return Optional.of("the key of producer " + producer.address() + " is none of suite " + suite.id());
            }
            if (!keys.add(producer.key())) {
                return Optional.of("the key of producer " + producer.address() + " is another producer's too");
            }
        }
        return Optional.empty();
    }

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
