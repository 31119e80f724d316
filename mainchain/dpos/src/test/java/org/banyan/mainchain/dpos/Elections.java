package org.banyan.mainchain.dpos;

import java.util.List;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Hash;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.SignatureType;

/** Elections as delegates approve them. */
final class Elections {
    private Elections() {}

    /** Approved by the first delegates that make a quorum. */
    static Election approved(ChainParameters chain, TestProducers current, long term, ProducerSet next) {
        Election election = new Election(term, current.set().id(chain.suite().hash()), next, List.of());
        for (int position = 0; position < current.set().quorum(); position++) {
            election = approve(chain, current, election, position);
        }
        return election;
    }

    static Election approve(ChainParameters chain, TestProducers current, Election election, int position) {
        Hash message = chain.suite()
                .signingHash(
                        chain.chainId(),
                        SignatureType.APPROVAL,
                        election.object(chain.suite().hash()));
        return election.approvedBy(
                new VoteSignature(position, current.signers().get(position).sign(message)));
    }
}
