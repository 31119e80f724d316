package org.banyan.consensus.quorum;

import java.util.Optional;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;

/** Whether a quorum of the current set agrees to a {@link SetChange}. At most one signature check per producer. */
public record Approvals(ChainId chain, CryptoSuite suite, ProducerSet current) {
    /** What the approvals lack, if anything. */
    public Optional<String> defect(SetChange change) {
        long weight = 0;
        for (VoteSignature approval : change.approvals()) {
            if (approval.position() >= current.size()) {
                return Optional.of(
                        "position " + approval.position() + " is outside the current set of " + current.size());
            }
            weight += current.producers().get(approval.position()).weight();
        }
        if (weight < current.quorum()) {
            return Optional.of(
                    weight + " producers approve but " + current.quorum() + " of " + current.size() + " are needed");
        }
        Hash message = suite.signingHash(chain, SignatureType.APPROVAL, change.object(suite.hash()));
        for (VoteSignature approval : change.approvals()) {
            Producer producer = current.producers().get(approval.position());
            boolean genuine = suite.scheme(producer.key().scheme())
                    .map(scheme -> scheme.verify(message, producer.key().bytes(), approval.signature()))
                    .orElse(false);
            if (!genuine) {
                return Optional.of("the approval at position " + approval.position()
                        + " is not a signature of producer " + producer.address() + " for this change");
            }
        }
        return Optional.empty();
    }
}
