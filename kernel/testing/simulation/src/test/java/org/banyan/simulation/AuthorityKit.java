package org.banyan.simulation;

import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.authority.AuthorityConsensusFactory;
import org.banyan.consensus.authority.AuthorityParameters;
import org.banyan.simulation.liar.Forger;
import org.banyan.types.Bytes;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;

/** A chain with proof of authority: one ballot for each block, all of its votes certify. */
class AuthorityKit extends ProductKit {
    AuthorityKit(CryptoSuite suite) {
        super(suite);
    }

    @Override
    public ConsensusFactory consensus() {
        return new AuthorityConsensusFactory();
    }

    @Override
    Bytes parameters(ProducerSet producers, long slotMillis) {
        return AuthorityParameters.CODEC.encode(new AuthorityParameters(producers));
    }

    @Override
    public boolean votesBind() {
        return true;
    }

    @Override
    public Forger forger() {
        return new BallotForger(suite());
    }
}
