package org.banyan.consensus.finality;

import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;

/** The smallest plug-in around the gadget: producers take turns by slots, a block may bring in another set, and the gadget does the rest. */
final class TurnsConsensus implements Consensus {
    static final String ID = "turns";

    private final ConsensusFactory.ChainParameters chain;
    private final VotingRule rule;

    private TurnsConsensus(ConsensusFactory.ChainParameters chain, VotingRule rule) {
        this.chain = chain;
        this.rule = rule;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean headerOnly() {
        return true;
    }

    @Override
    public ConsensusState genesis() {
        return TurnsState.genesis(chain, ProducerSet.CODEC.decode(chain.parameters()));
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        return new TurnsState(chain, TurnsState.Content.CODEC.decode(encoded));
    }

    @Override
    public ForkChoice forkChoice() {
        return FinalityRules.LONGEST;
    }

    @Override
    public long futureMillisMax() {
        return chain.slotMillis() / 4;
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return new TurnsAgent(chain, setup, rule);
    }

    static long slot(ConsensusFactory.ChainParameters chain, Timestamp time) {
        return Math.floorDiv(time.millis() - chain.genesisTime().millis(), chain.slotMillis());
    }

    static Timestamp start(ConsensusFactory.ChainParameters chain, long slot) {
        return chain.genesisTime().plusMillis(slot * chain.slotMillis());
    }

    /** @param rule what its voters go by; a mutant in some tests */
    record Factory(VotingRule rule) implements ConsensusFactory {
        Factory() {
            this(VotingRule.SOUND);
        }

        @Override
        public String id() {
            return ID;
        }

        @Override
        public Consensus create(ChainParameters chain) {
            return new TurnsConsensus(chain, rule);
        }

        @Override
        public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
            return new QuorumLightClient(
                    suite, set -> Electorate.certificates(checkpoint.header().chainId(), set, suite), checkpoint);
        }
    }
}
