package org.banyan.consensus.quorum;

import java.util.Optional;
import java.util.TreeSet;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;

/** Producer sets whose members have one vote each and a key of their own. */
public final class EqualProducers {
    /** Keeps header, state and certificate small. */
    public static final int COUNT_MAX = 100;

    private EqualProducers() {}

    /** What keeps {@code set} from producing with equal votes on a chain with this suite, if anything. */
    public static Optional<String> defect(ProducerSet set, CryptoSuite suite) {
        if (set.size() > COUNT_MAX) {
            return Optional.of("it has " + set.size() + " producers, more than the limit of " + COUNT_MAX);
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
}
