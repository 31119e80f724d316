package org.banyan.testkit.consensus;

import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.types.ChainId;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;

/** Makes {@link ScriptedConsensus} with the longest branch as head. */
public final class ScriptedConsensusFactory implements ConsensusFactory {
    @Override
    public String id() {
        return ScriptedConsensus.ID;
    }

    @Override
    public Consensus create(ChainParameters chain) {
        try {
            return new ScriptedConsensus(chain, ScriptedConsensus.LONGEST);
        } catch (CodecException malformed) {
            throw new IllegalArgumentException(
                    "the parameters of scripted consensus are not canonical: " + malformed.getMessage(), malformed);
        }
    }

    @Override
    public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
        ChainId chain = checkpoint.header().chainId();
        return new QuorumLightClient(suite, set -> new Quorum(chain, set, suite), checkpoint);
    }
}
