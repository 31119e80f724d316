package org.banyan.testkit.consensus;

import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.types.codec.CodecException;

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
}
