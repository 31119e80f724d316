package org.banyan.mainchain.dpos;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.finality.Evidence;
import org.banyan.consensus.finality.EvidenceRule;
import org.banyan.consensus.finality.VoteData;
import org.banyan.consensus.quorum.DoubleSeal;
import org.banyan.types.Address;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.codec.CodecException;

/** Whom the evidence in a header convicts: rule DPOS-10. Cheap reasons first; at most two signature checks. */
record Convictions(DposChain chain, Content entered) {
    /** Largest evidence of contradicting votes in a header; what needs more headers than fit is for the logs. */
    static final int VOTES_BYTES_MAX = 32 * 1024;

    Verdict check(Timestamp now, HeaderData data) {
        if (data.doubleProduction().isPresent()) {
            return checkDouble(now, data.doubleProduction().get());
        }
        return data.contradictingVotes().isPresent()
                ? checkVotes(now, data.contradictingVotes().get())
                : Verdict.ACCEPTED;
    }

    /** Position of who is convicted by evidence that was checked before. */
    OptionalInt convict(HeaderData data) {
        if (data.doubleProduction().isPresent()) {
            return OptionalInt.of(data.doubleProduction().get().position());
        }
        return data.contradictingVotes().isPresent()
                ? accused(data.contradictingVotes().get())
                : OptionalInt.empty();
    }

    private Verdict checkDouble(Timestamp now, DoubleSeal evidence) {
        if (evidence.position() >= entered.size()) {
            return refused("position " + evidence.position() + " is outside the set of " + entered.size());
        }
        Optional<String> untimely = untimely(
                now, evidence.position(), chain.slots().at(evidence.one().time()));
        Producer delegate = entered.set().producers().get(evidence.position());
        return untimely.or(() -> ofOneSlot(evidence))
                .or(() -> evidence.defect(chain.id(), delegate, chain.suite()))
                .map(Convictions::refused)
                .orElse(Verdict.ACCEPTED);
    }

    /** What two blocks of one producer have in common when no honest delegate makes both. */
    static Optional<String> ofOneSlot(DoubleSeal evidence) {
        return evidence.one().time().equals(evidence.other().time())
                ? Optional.empty()
                : Optional.of("the headers are of two slots");
    }

    private Verdict checkVotes(Timestamp now, Evidence evidence) {
        if (Evidence.CODEC.encode(evidence).size() > VOTES_BYTES_MAX) {
            return refused("it has more than " + VOTES_BYTES_MAX + " bytes");
        }
        OptionalInt accused = accused(evidence);
        Optional<VoteData> vote = data(evidence);
        if (accused.isEmpty() || vote.isEmpty()) {
            return refused("the voter is no delegate of the current set, or the vote is malformed");
        }
        // A vote's round is a slot, so far a delegate can at most lie about its time as the clocks of a quorum are
        // wrong.
        Optional<String> untimely = untimely(now, accused.getAsInt(), vote.get().round());
        if (untimely.isPresent()) {
            return refused(untimely.get());
        }
        EvidenceRule rule = new EvidenceRule(chain.id(), chain.suite(), this::known);
        return rule.judge(evidence) instanceof EvidenceRule.Judgement.Refused no
                ? refused(no.verdict().toString())
                : Verdict.ACCEPTED;
    }

    private Optional<String> untimely(Timestamp now, int position, long offence) {
        if (entered.delegates().get(position).isJailed(now)) {
            return Optional.of("delegate " + position + " is in jail already");
        }
        long slot = chain.slots().at(now);
        long slotsMax = chain.parameters().evidenceMillis() / chain.slots().slotMillis();
        return offence > slot || offence < slot - slotsMax
                ? Optional.of("the offence is of slot " + offence + " but evidence counts in slot " + slot
                        + " back to slot " + (slot - slotsMax))
                : Optional.empty();
    }

    /** Position in the set that builds of who cast the first vote. */
    private OptionalInt accused(Evidence evidence) {
        List<VoteSignature> votes = evidence.first().votes();
        Optional<ProducerSet> set = known(evidence.first().producerSet());
        if (set.isEmpty()
                || votes.size() != 1
                || votes.getFirst().position() >= set.get().size()) {
            return OptionalInt.empty();
        }
        Address voter = set.get().producers().get(votes.getFirst().position()).address();
        return entered.set().positionOf(voter);
    }

    private Optional<ProducerSet> known(Hash id) {
        if (id.equals(entered.set().id(chain.suite().hash()))) {
            return Optional.of(entered.set());
        }
        return entered.next()
                .map(NextTerm::delegates)
                .filter(set -> id.equals(set.id(chain.suite().hash())));
    }

    private static Optional<VoteData> data(Evidence evidence) {
        try {
            return Optional.of(VoteData.CODEC.decode(evidence.first().data()));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private static Verdict refused(String why) {
        return Verdict.rejected(DposRules.EVIDENCE, "the evidence does not count: " + why);
    }
}
