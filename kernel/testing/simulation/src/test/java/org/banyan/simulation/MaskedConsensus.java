package org.banyan.simulation;

import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.LightClient;
import org.banyan.types.Bytes;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.crypto.CryptoSuite;

/** A sound consensus, of which a mutant changes one part. */
abstract class MaskedConsensus implements Consensus {
    private final Consensus sound;

    MaskedConsensus(Consensus sound) {
        this.sound = sound;
    }

    @Override
    public String id() {
        return sound.id();
    }

    @Override
    public boolean headerOnly() {
        return sound.headerOnly();
    }

    @Override
    public ConsensusState genesis() {
        return sound.genesis();
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        return sound.decode(encoded);
    }

    @Override
    public ForkChoice forkChoice() {
        return sound.forkChoice();
    }

    @Override
    public long futureMillisMax() {
        return sound.futureMillisMax();
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return sound.agent(setup);
    }

    abstract static class Factory implements ConsensusFactory {
        private final ConsensusFactory sound;

        Factory(ConsensusFactory sound) {
            this.sound = sound;
        }

        abstract Consensus mask(Consensus consensus, ChainParameters chain);

        @Override
        public String id() {
            return sound.id();
        }

        @Override
        public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
            return sound.lightClient(suite, checkpoint);
        }

        @Override
        public Consensus create(ChainParameters chain) {
            return mask(sound.create(chain), chain);
        }
    }
}
