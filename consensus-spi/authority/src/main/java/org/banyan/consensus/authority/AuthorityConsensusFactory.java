package org.banyan.consensus.authority;

import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.EqualProducers;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.types.ChainId;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;

/** Makes {@link AuthorityConsensus} from canonical {@link AuthorityParameters}. */
public final class AuthorityConsensusFactory implements ConsensusFactory {
    @Override
    public String id() {
        return AuthorityConsensus.ID;
    }

    @Override
    public Consensus create(ChainParameters chain) {
        if (chain.slotMillis() < 1) {
            throw new IllegalArgumentException("a slot must last at least 1 ms but lasts " + chain.slotMillis());
        }
        AuthorityParameters parameters = decode(chain);
        EqualProducers.defect(parameters.producers(), chain.suite()).ifPresent(defect -> {
            throw new IllegalArgumentException("the producers in the authority parameters cannot be: " + defect);
        });
        return new AuthorityConsensus(chain, parameters.producers());
    }

    @Override
    public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
        ChainId chain = checkpoint.header().chainId();
        return new QuorumLightClient(
                suite, set -> AuthorityChain.certificates(new Quorum(chain, set, suite)), checkpoint);
    }

    private static AuthorityParameters decode(ChainParameters chain) {
        try {
            return AuthorityParameters.CODEC.decode(chain.parameters());
        } catch (CodecException malformed) {
            throw new IllegalArgumentException(
                    "the authority parameters are not canonical banyan.consensus.authority.v1.Parameters: "
                            + malformed.getMessage(),
                    malformed);
        }
    }
}
