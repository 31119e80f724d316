package org.banyan.mainchain.dpos;

import java.util.Optional;
import java.util.stream.Stream;
import org.banyan.consensus.Judgement;
import org.banyan.consensus.finality.Evidence;
import org.banyan.consensus.finality.EvidenceRule;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.codec.CodecException;

/**
 * What one delegate did, for the record in the chain's state; exactly one of the two. What a header carries to take slots is the same evidence, see
 * {@link HeaderData}.
 *
 * @param doubleProduction its position is that in the set of the report
 */
record DposOffence(Optional<DoubleSeal> doubleProduction, Optional<Evidence> contradictingVotes) {
    static final Codec<DposOffence> CODEC = new DposOffenceCodec();

    DposOffence {
        if (doubleProduction.isPresent() == contradictingVotes.isPresent()) {
            throw new IllegalArgumentException("an offence is two blocks of one slot or contradicting votes");
        }
    }

    static Bytes of(DoubleSeal evidence) {
        return CODEC.encode(new DposOffence(Optional.of(evidence), Optional.empty()));
    }

    static Bytes of(Evidence evidence) {
        return CODEC.encode(new DposOffence(Optional.empty(), Optional.of(evidence)));
    }

    /** The same evidence as in a header, judged by the set that served. */
    static Judgement judge(DposChain chain, Checkpoint served, Bytes encoded) {
        DposOffence offence;
        try {
            offence = CODEC.decode(encoded);
        } catch (CodecException malformed) {
            return refused("it is not canonical: " + malformed.getMessage());
        }
        return offence.doubleProduction
                .map(twins -> judge(chain, served.childSet(), twins))
                .orElseGet(() -> judge(chain, served.childSet(), offence.contradictingVotes.orElseThrow()));
    }

    private static Judgement judge(DposChain chain, ProducerSet set, DoubleSeal twins) {
        if (twins.position() >= set.size()) {
            return refused("position " + twins.position() + " is outside the set of " + set.size());
        }
        var delegate = set.producers().get(twins.position());
        return Convictions.ofOneSlot(twins)
                .or(() -> twins.defect(chain.id(), delegate, chain.suite()))
                .map(DposOffence::refused)
                .orElseGet(() -> new Judgement.Guilty(
                        delegate, "double-production", twins.one().time()));
    }

    private static Judgement judge(DposChain chain, ProducerSet set, Evidence votes) {
        var id = set.id(chain.suite().hash());
        EvidenceRule rule = new EvidenceRule(
                chain.id(),
                chain.suite(),
                named -> Stream.of(set).filter(its -> named.equals(id)).findFirst());
        return switch (rule.judge(votes)) {
            case EvidenceRule.Judgement.Refused no -> new Judgement.Refused(no.verdict());
            case EvidenceRule.Judgement.Guilty guilty ->
                start(chain, guilty.round())
                        .<Judgement>map(at -> new Judgement.Guilty(
                                guilty.voter(), guilty.offence().text(), at))
                        .orElseGet(() -> refused("round " + guilty.round() + " is beyond all time"));
        };
    }

    /** A vote's round is a slot. */
    private static Optional<Timestamp> start(DposChain chain, long round) {
        long last = (Long.MAX_VALUE - chain.slots().genesis().millis())
                / chain.slots().slotMillis();
        return round <= last ? Optional.of(chain.slots().start(round)) : Optional.empty();
    }

    private static Judgement refused(String why) {
        return new Judgement.Refused(new Verdict.Rejected(DposRules.EVIDENCE, "the evidence does not count: " + why));
    }

    private static final class DposOffenceCodec implements Codec<DposOffence> {
        @Override
        public void write(DposOffence value, CanonicalWriter out) {
            out.optionalMessage(1, value.doubleProduction, DoubleSeal.CODEC);
            out.optionalMessage(2, value.contradictingVotes, Evidence.CODEC);
        }

        @Override
        public DposOffence read(CanonicalReader in) {
            return new DposOffence(in.optionalMessage(1, DoubleSeal.CODEC), in.optionalMessage(2, Evidence.CODEC));
        }
    }
}
