package org.banyan.consensus.bft;

import java.util.List;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;

/** Changes of the producers as operators make them. */
final class Changes {
    private Changes() {}

    static SetChange unapproved(
            ChainParameters chain, TestProducers current, Height since, Height validUntil, ProducerSet next) {
        return new SetChange(current.set().id(chain.suite().hash()), since, validUntil, next, List.of());
    }

    /** Approved by as many as a quorum needs, from the first on. */
    static SetChange approved(
            ChainParameters chain, TestProducers current, Height since, Height validUntil, ProducerSet next) {
        SetChange change = unapproved(chain, current, since, validUntil, next);
        for (int i = 0; i < current.set().quorum(); i++) {
            change = change.approvedBy(approval(chain, current, change, i));
        }
        return change;
    }

    static VoteSignature approval(ChainParameters chain, TestProducers current, SetChange change, int position) {
        CryptoSuite suite = chain.suite();
        Bytes signature = current.signers()
                .get(position)
                .sign(suite.signingHash(chain.chainId(), SignatureType.APPROVAL, change.object(suite.hash())));
        return new VoteSignature(position, signature);
    }
}
