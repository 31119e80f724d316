package org.banyan.consensus.quorum;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Tag;

/**
 * The votes of one producer set on one chain.
 *
 * <p>A <em>ballot</em> is a certificate without votes: it names chain, height, block, set and the plug-in's data, and a vote signs the tagged hash of its
 * canonical bytes. So a vote counts for exactly one block of one chain under one set. A certificate is a ballot with votes of at least
 * {@link ProducerSet#quorum}. Rules CERT-1 to CERT-5. Immutable and thread-safe. Source: DESIGN.md 5.
 */
public final class Quorum implements CertificateRule {
    public static final RuleId OTHER_CHAIN = new RuleId("CERT-1");
    public static final RuleId OTHER_SET = new RuleId("CERT-2");
    public static final RuleId NOT_A_VOTER = new RuleId("CERT-3");
    public static final RuleId TOO_FEW_VOTES = new RuleId("CERT-4");
    public static final RuleId WRONG_SIGNATURE = new RuleId("CERT-5");

    private final ChainId chain;
    private final ProducerSet producers;
    private final Hash producersId;
    private final long quorum;
    private final CryptoSuite suite;

    public Quorum(ChainId chain, ProducerSet producers, CryptoSuite suite) {
        this(chain, producers, suite, producers.quorum());
    }

    /** @param weight that makes a certificate: for plug-ins that tolerate something else than a third of liars, such as half of the producers crashing */
    public Quorum(ChainId chain, ProducerSet producers, CryptoSuite suite, long weight) {
        this.chain = chain;
        this.producers = producers;
        this.producersId = producers.id(suite.hash());
        this.quorum = weight;
        this.suite = suite;
    }

    public ProducerSet producers() {
        return producers;
    }

    public CryptoSuite suite() {
        return suite;
    }

    public ChainId chain() {
        return chain;
    }

    /** Weight that makes a certificate. */
    public long weight() {
        return quorum;
    }

    public Hash producersId() {
        return producersId;
    }

    /** What is voted on: a certificate without votes. */
    public Certificate ballot(Height height, BlockId block, Bytes data) {
        return new Certificate(chain, height, block, producersId, data, List.of());
    }

    /** What a voter signs as {@link SignatureType#VOTE}. Votes in {@code ballot} are ignored. */
    public Hash object(Certificate ballot) {
        Certificate bare = ballot.votes().isEmpty() ? ballot : withVotes(ballot, List.of());
        return suite.hash().hash(Tag.VOTE, Certificate.CODEC.encode(bare));
    }

    public Verdict checkVote(Certificate ballot, VoteSignature vote) {
        if (vote.position() >= producers.size()) {
            return notAVoter(vote);
        }
        return checkSignature(vote, message(ballot));
    }

    /** Cheap rules first; at most one signature check per producer. */
    @Override
    public Verdict check(Certificate certificate) {
        if (!certificate.chainId().equals(chain)) {
            return Verdict.rejected(
                    OTHER_CHAIN,
                    "the certificate is for chain " + certificate.chainId() + " but this chain is " + chain);
        }
        if (!certificate.producerSet().equals(producersId)) {
            return Verdict.rejected(
                    OTHER_SET,
                    "the certificate names producer set " + certificate.producerSet() + " but " + producersId
                            + " certifies here; follow the changes of the set first");
        }
        long weight = 0;
        for (VoteSignature vote : certificate.votes()) {
            if (vote.position() >= producers.size()) {
                return notAVoter(vote);
            }
            weight += producers.producers().get(vote.position()).weight();
        }
        if (weight < quorum) {
            return Verdict.rejected(
                    TOO_FEW_VOTES,
                    "the votes weigh " + weight + " but " + quorum + " of " + producers.totalWeight() + " are needed");
        }
        Hash message = message(certificate);
        for (VoteSignature vote : certificate.votes()) {
            Verdict verdict = checkSignature(vote, message);
            if (!verdict.isAccepted()) {
                return verdict;
            }
        }
        return Verdict.ACCEPTED;
    }

    /** A certificate once the votes, which were checked before, are enough. The first vote of a position counts. */
    public Optional<Certificate> assemble(Certificate ballot, List<VoteSignature> votes) {
        Map<Integer, VoteSignature> byPosition = new TreeMap<>();
        long weight = 0;
        for (VoteSignature vote : votes) {
            if (byPosition.putIfAbsent(vote.position(), vote) == null) {
                weight += producers.producers().get(vote.position()).weight();
            }
        }
        return weight < quorum ? Optional.empty() : Optional.of(withVotes(ballot, List.copyOf(byPosition.values())));
    }

    private Hash message(Certificate ballot) {
        return suite.signingHash(chain, SignatureType.VOTE, object(ballot));
    }

    private Verdict checkSignature(VoteSignature vote, Hash message) {
        Producer voter = producers.producers().get(vote.position());
        boolean genuine = suite.scheme(voter.key().scheme())
                .map(scheme -> scheme.verify(message, voter.key().bytes(), vote.signature()))
                .orElse(false);
        return genuine
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        WRONG_SIGNATURE,
                        "the vote at position " + vote.position() + " is not a signature of producer " + voter.address()
                                + " for this ballot");
    }

    private Verdict notAVoter(VoteSignature vote) {
        return Verdict.rejected(
                NOT_A_VOTER,
                "position " + vote.position() + " is outside the set of " + producers.size() + " producers");
    }

    private static Certificate withVotes(Certificate ballot, List<VoteSignature> votes) {
        return new Certificate(
                ballot.chainId(), ballot.height(), ballot.block(), ballot.producerSet(), ballot.data(), votes);
    }
}
