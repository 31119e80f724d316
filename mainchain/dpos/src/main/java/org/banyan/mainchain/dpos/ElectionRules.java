package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.SignatureType;

/** When and by whom delegates are replaced: rules DPOS-7 to DPOS-9. At most one signature check per delegate. */
record ElectionRules(DposChain chain, Content entered) {
    /** Whether a block of this round may say who takes over: it is the term's last round or later, and nobody was elected yet. */
    boolean isDue() {
        long last = entered.term().firstRound() + chain.parameters().roundsPerTerm() - 1;
        return entered.next().isEmpty() && entered.round() >= last;
    }

    /** What the block must say when genesis decided the next term. */
    Optional<ProducerSet> decided() {
        return isDue() ? chain.election().electedFor(entered.term().number() + 1) : Optional.empty();
    }

    Verdict check(Height height, Timestamp time, Optional<Election> election) {
        Optional<ProducerSet> decided = decided();
        if (election.isEmpty()) {
            return decided.isEmpty()
                    ? Verdict.ACCEPTED
                    : Verdict.rejected(
                            DposRules.NOT_ELECTED,
                            "the block of height " + height
                                    + " must say who takes over in term "
                                    + (entered.term().number() + 1)
                                    + ", because it is the first of the last round");
        }
        Election offered = election.get();
        Optional<String> misplaced = misplaced(offered);
        if (misplaced.isPresent()) {
            return refused(DposRules.ELECTION_MISPLACED, misplaced.get());
        }
        long millis = time.millis() - chain.slots().genesis().millis();
        Optional<String> defect = offered.next().equals(entered.set())
                ? Optional.of("they are the current ones")
                : chain.parameters().defect(offered.next(), millis, chain.suite());
        if (defect.isPresent() && decided.isEmpty()) {
            return refused(DposRules.NEXT_SET, "they cannot serve: " + defect.get());
        }
        if (decided.isPresent()) {
            return offered.next().equals(decided.get()) && offered.approvals().isEmpty()
                    ? Verdict.ACCEPTED
                    : refused(
                            DposRules.NOT_ELECTED,
                            "they are not who genesis elected, or bear approvals that nobody needs");
        }
        return checkApprovals(offered);
    }

    private Optional<String> misplaced(Election offered) {
        if (!isDue()) {
            return Optional.of(
                    entered.next().isPresent()
                            ? "others were elected already"
                            : "term " + entered.term().number() + " is not in its last round but in round "
                                    + entered.round());
        }
        if (offered.term() != entered.term().number() + 1) {
            return Optional.of("they were elected for term " + offered.term() + " but term "
                    + (entered.term().number() + 1) + " is next");
        }
        return offered.current().equals(entered.set().id(chain.suite().hash()))
                ? Optional.empty()
                : Optional.of("they replace set " + offered.current() + " which is not the current one");
    }

    private Verdict checkApprovals(Election offered) {
        ProducerSet set = entered.set();
        if (offered.approvals().size() < set.quorum()) {
            return refused(
                    DposRules.NOT_ELECTED,
                    offered.approvals().size() + " delegates approve but " + set.quorum() + " of " + set.size()
                            + " are needed");
        }
        Hash message = chain.suite()
                .signingHash(
                        chain.id(),
                        SignatureType.APPROVAL,
                        offered.object(chain.suite().hash()));
        for (VoteSignature approval : offered.approvals()) {
            if (approval.position() >= set.size()) {
                return refused(
                        DposRules.NOT_ELECTED,
                        "position " + approval.position() + " is outside the current set of " + set.size());
            }
            Producer approver = set.producers().get(approval.position());
            boolean genuine = chain.suite()
                    .scheme(approver.key().scheme())
                    .map(scheme -> scheme.verify(message, approver.key().bytes(), approval.signature()))
                    .orElse(false);
            if (!genuine) {
                return refused(
                        DposRules.NOT_ELECTED,
                        "the approval at position " + approval.position() + " is not a signature of delegate "
                                + approver.address());
            }
        }
        return Verdict.ACCEPTED;
    }

    private static Verdict refused(RuleId rule, String why) {
        return Verdict.rejected(rule, "the next delegates cannot take over: " + why);
    }
}
