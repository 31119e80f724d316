package org.banyan.mainchain.dpos;

import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.types.ChainId;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;

/** Makes {@link DposConsensus} from canonical {@link DposParameters}. */
public final class DposConsensusFactory implements ConsensusFactory {
    /** Votes need time to travel within a slot. */
    private static final long SLOT_MILLIS_MIN = 4;

    @Override
    public String id() {
        return DposConsensus.ID;
    }

    @Override
    public Consensus create(ChainParameters chain) {
        if (chain.slotMillis() < SLOT_MILLIS_MIN) {
            throw new IllegalArgumentException(
                    "a slot must last at least " + SLOT_MILLIS_MIN + " ms but lasts " + chain.slotMillis());
        }
        DposParameters parameters = decode(chain);
        parameters.defect(chain.suite()).ifPresent(defect -> {
            throw new IllegalArgumentException("the DPoS parameters do not fit: " + defect);
        });
        return new DposConsensus(chain, parameters);
    }

    @Override
    public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
        ChainId chain = checkpoint.header().chainId();
        return new QuorumLightClient(suite, set -> Electorate.certificates(chain, set, suite), checkpoint);
    }

    private static DposParameters decode(ChainParameters chain) {
        try {
            return DposParameters.CODEC.decode(chain.parameters());
        } catch (CodecException malformed) {
            throw new IllegalArgumentException(
                    "the DPoS parameters are not canonical banyan.mainchain.dpos.v1.Parameters: "
                            + malformed.getMessage(),
                    malformed);
        }
    }
}
