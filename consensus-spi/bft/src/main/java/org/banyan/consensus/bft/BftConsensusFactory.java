package org.banyan.consensus.bft;

import java.util.ArrayList;
import java.util.List;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.types.ChainId;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;

/** Makes {@link BftConsensus} from canonical {@link BftParameters}. */
public final class BftConsensusFactory implements ConsensusFactory {
    private final Safety safety;

    public BftConsensusFactory() {
        this(new Safety());
    }

    BftConsensusFactory(Safety safety) {
        this.safety = safety;
    }

    @Override
    public String id() {
        return BftConsensus.ID;
    }

    @Override
    public Consensus create(ChainParameters chain) {
        BftParameters parameters = decode(chain);
        List<String> defects = new ArrayList<>(parameters.defects(chain.suite()));
        if (chain.slotMillis() < 1) {
            defects.add("a slot must last at least 1 ms but lasts " + chain.slotMillis());
        }
        if (!defects.isEmpty()) {
            throw new IllegalArgumentException("the bft parameters are not usable: " + String.join("; ", defects));
        }
        return new BftConsensus(chain, parameters, safety);
    }

    @Override
    public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
        ChainId chain = checkpoint.header().chainId();
        return new QuorumLightClient(suite, set -> BftChain.commits(safety.quorum(chain, set, suite)), checkpoint);
    }

    private static BftParameters decode(ChainParameters chain) {
        try {
            return BftParameters.CODEC.decode(chain.parameters());
        } catch (CodecException malformed) {
            throw new IllegalArgumentException(
                    "the bft parameters are not canonical banyan.consensus.bft.v1.Parameters: "
                            + malformed.getMessage(),
                    malformed);
        }
    }
}
