package org.banyan.consensus.authority;

import org.banyan.types.Hash;
import org.banyan.types.Verdict;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.SignatureType;

/** Whether a quorum of the current set agrees to a {@link SetChange}. At most one signature check per producer. */
record Approvals(AuthorityChain chain, ProducerSet current) {
    Verdict check(SetChange change) {
        long weight = 0;
        for (VoteSignature approval : change.approvals()) {
            if (approval.position() >= current.size()) {
                return refused("position " + approval.position() + " is outside the current set of " + current.size());
            }
            weight += current.producers().get(approval.position()).weight();
        }
        if (weight < current.quorum()) {
            return refused(
                    weight + " producers approve but " + current.quorum() + " of " + current.size() + " are needed");
        }
        Hash message = chain.suite()
                .signingHash(
                        chain.id(),
                        SignatureType.APPROVAL,
                        change.object(chain.suite().hash()));
        for (VoteSignature approval : change.approvals()) {
            Producer producer = current.producers().get(approval.position());
            boolean genuine = chain.suite()
                    .scheme(producer.key().scheme())
                    .map(scheme -> scheme.verify(message, producer.key().bytes(), approval.signature()))
                    .orElse(false);
            if (!genuine) {
                return refused("the approval at position " + approval.position() + " is not a signature of producer "
                        + producer.address() + " for this change");
            }
        }
        return Verdict.ACCEPTED;
    }

    private static Verdict refused(String why) {
        return Verdict.rejected(AuthorityRules.APPROVALS, "the change of the producer set is not approved: " + why);
    }
}
