package org.banyan.examples.notary;

import java.util.Optional;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.EqualProducers;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;

// snippet: factory
/** Found by ServiceLoader; its parameters are a producer set of one, the first notary. */
public final class NotaryFactory implements ConsensusFactory {
    static final String ID = "notary";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Consensus create(ChainParameters chain) {
        try {
            ProducerSet first = ProducerSet.CODEC.decode(chain.parameters());
            defect(first, chain.suite()).ifPresent(what -> {
                throw new IllegalArgumentException("the notary cannot be: " + what);
            });
            return new NotaryConsensus(chain, first);
        } catch (CodecException malformed) {
            throw new IllegalArgumentException("the notary parameters are no producer set: " + malformed.getMessage(), malformed);
        }
    }

    /** Other chains follow this one by headers and certificates alone. */
    @Override
    public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
        return new QuorumLightClient(
                suite, set -> NotaryState.certificates(new Quorum(checkpoint.header().chainId(), set, suite)), checkpoint);
    }

    static Optional<String> defect(ProducerSet set, CryptoSuite suite) {
        return set.size() == 1
                ? EqualProducers.defect(set, suite)
                : Optional.of("a notary is alone, but the set has " + set.size() + " members");
    }
}
// end snippet
