package org.banyan.consensus.finality;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.types.BlockId;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.CryptoSuite;

/**
 * Judges evidence from its bytes and the producer sets alone: rules FIN-12 and FIN-13, refusals FIN-6. At most two signature checks and one hash per header.
 *
 * @param sets the producer sets of the chain by their ids, for as long as evidence counts
 */
public record EvidenceRule(ChainId chain, CryptoSuite suite, Function<Hash, Optional<ProducerSet>> sets) {
    /** What becomes of evidence. */
    public sealed interface Judgement {
        /**
         * @param voter as in the set of the first vote
         * @param round of the first vote
         */
        record Guilty(Producer voter, Offence offence, long round) implements Judgement {}

        record Refused(Verdict.Rejected verdict) implements Judgement {}
    }

    public Judgement judge(Evidence evidence) {
        try {
            Vote first = vote(evidence.first());
            Vote second = vote(evidence.second());
            if (!first.voter.key().equals(second.voter.key())) {
                throw new Refusal(
                        "the votes are of two producers, " + first.voter.address() + " and " + second.voter.address());
            }
            return new Judgement.Guilty(first.voter, offence(first, second, evidence.headers()), first.cast.round());
        } catch (Refusal refusal) {
            return new Judgement.Refused(new Verdict.Rejected(
                    FinalityRules.NO_OFFENCE, "the evidence proves nothing: " + refusal.getMessage()));
        }
    }

    private Vote vote(Certificate certificate) {
        if (!certificate.chainId().equals(chain)) {
            throw new Refusal("a vote is for chain " + certificate.chainId() + " but this chain is " + chain);
        }
        if (certificate.votes().size() != 1) {
            throw new Refusal("a vote stands alone but " + certificate.votes().size() + " stand together");
        }
        ProducerSet set = sets.apply(certificate.producerSet())
                .orElseThrow(() -> new Refusal("producer set " + certificate.producerSet() + " is unknown or too old"));
        VoteData data;
        try {
            data = VoteData.CODEC.decode(certificate.data());
        } catch (CodecException malformed) {
            throw new Refusal("a vote's data is not canonical: " + malformed.getMessage());
        }
        var signature = certificate.votes().getFirst();
        if (new Quorum(chain, set, suite).checkVote(certificate, signature) instanceof Verdict.Rejected rejected) {
            throw new Refusal(rejected.toString());
        }
        return new Vote(
                certificate, Cast.of(certificate.block(), data), set.producers().get(signature.position()));
    }

    private Offence offence(Vote first, Vote second, List<Header> headers) {
        boolean differ = !first.ballot().equals(second.ballot());
        if (differ && first.cast.round() == second.cast.round() && first.cast.phase() == second.cast.phase()) {
            if (headers.isEmpty()) {
                return Offence.DOUBLE_VOTE;
            }
            throw new Refusal("two votes in one phase need no headers");
        }
        if (!first.cast.isBrokenBy(second.cast, false)) {
            throw new Refusal("the votes are no two of one phase and round, nor a precommit and a later prevote from a"
                    + " certificate that is not later");
        }
        if (extendsFirst(first.certificate, second.certificate, headers)) {
            throw new Refusal("the prevoted block " + second.cast.block()
                    + " is or may be on the branch of the precommitted " + first.cast.block());
        }
        return Offence.BROKEN_LOCK;
    }

    /** Whether the block of {@code later} is, or for all that is shown may be, on the branch of the block of {@code earlier}. */
    private boolean extendsFirst(Certificate earlier, Certificate later, List<Header> headers) {
        long between = later.height().value() - earlier.height().value();
        if (between <= 0) {
            if (!headers.isEmpty()) {
                throw new Refusal("a block that is not higher needs no headers");
            }
            return later.block().equals(earlier.block());
        }
        if (headers.size() != between) {
            throw new Refusal("the blocks are " + between + " apart but " + headers.size()
                    + " headers lead from one's height" + " to the other's");
        }
        BlockId expected = later.block();
        for (Header header : headers) {
            if (!header.id(suite.hash()).equals(expected)) {
                throw new Refusal("the header at height " + header.height() + " is not that of block " + expected);
            }
            expected = header.parent();
        }
        return expected.equals(earlier.block());
    }

    /** A genuine vote. */
    private record Vote(Certificate certificate, Cast cast, Producer voter) {
        Certificate ballot() {
            return new Certificate(
                    certificate.chainId(),
                    certificate.height(),
                    certificate.block(),
                    certificate.producerSet(),
                    certificate.data(),
                    List.of());
        }
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refusal(String reason) {
            super(reason);
        }
    }
}
