package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.ChildFacts;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Producer;
import org.banyan.types.codec.CodecException;

/**
 * Whether a header may follow, and the state after it: rules DPOS-1 to DPOS-10. Headers alone decide, and every node recomputes everything.
 *
 * @param entered the state as the child's round finds it: {@link RoundChange#at}
 */
record HeaderRules(DposChain chain, Content entered) {
    /** Rules of time alone; without them there is no {@code entered}. */
    static Verdict checkTime(DposChain chain, ChildFacts child) {
        Slots slots = chain.slots();
        if (!slots.isStart(child.time())) {
            return Verdict.rejected(
                    DposRules.SLOT_START,
                    "time " + child.time() + " is not the start of a slot of " + slots.slotMillis() + " ms since "
                            + slots.genesis());
        }
        return child.time().compareTo(child.parentTime()) > 0
                ? Verdict.ACCEPTED
                : Verdict.rejected(
                        DposRules.SLOT_ORDER,
                        "slot " + slots.at(child.time()) + " is not later than the parent's slot "
                                + slots.at(child.parentTime()));
    }

    /** Position of who builds in {@code slot}. */
    int position(long slot) {
        return entered.order().delegateAt(place(slot));
    }

    /** Who builds in {@code slot}. */
    Producer producer(long slot) {
        return entered.set().producers().get(position(slot));
    }

    Verdict check(ChildFacts child) {
        Optional<HeaderData> data = data(child);
        if (data.isEmpty()) {
            return Verdict.rejected(DposRules.DATA, "the DPoS data at height " + child.height() + " is not canonical");
        }
        long slot = chain.slots().at(child.time());
        Delegate delegate = entered.delegates().get(position(slot));
        if (delegate.isOut(child.time())) {
            return refused(
                    DposRules.OUT,
                    slot,
                    "its delegate builds nothing until " + delegate.outUntil() + ": it is "
                            + (delegate.isJailed(child.time()) ? "in jail" : "suspended"));
        }
        Verdict verdict = checkValues(slot, delegate, data.get());
        if (verdict.isAccepted()) {
            verdict = new ElectionRules(chain, entered)
                    .check(child.height(), child.time(), data.get().election());
        }
        return verdict.isAccepted() ? new Convictions(chain, entered).check(child.time(), data.get()) : verdict;
    }

    /** Whether a block of {@code slot} may carry an election. */
    boolean mayElect(long slot, Election election) {
        return new ElectionRules(chain, entered)
                .check(entered.height().next(), chain.slots().start(slot), Optional.of(election))
                .isAccepted();
    }

    /** The state after an allowed child. */
    Content next(ChildFacts child) {
        HeaderData data = data(child).orElseThrow();
        long slot = chain.slots().at(child.time());
        List<Delegate> delegates = new ArrayList<>(entered.delegates());
        if (!isExtra(slot)) {
            delegates.set(position(slot), delegates.get(position(slot)).built(data));
        }
        OptionalInt convict = new Convictions(chain, entered).convict(data);
        if (convict.isPresent()) {
            Timestamp until = child.time().plusMillis(chain.parameters().jailMillis());
            delegates = Verdicts.jail(
                    convict.getAsInt(), delegates, RoundChange.outMax(entered.set()), child.time(), until);
        }
        Content built = new Content(
                child.height(),
                entered.term(),
                entered.set(),
                entered.round(),
                entered.earlierRound(),
                entered.oldestRound(),
                entered.sum(),
                entered.order(),
                delegates,
                entered.attendance(),
                nextTerm(child, data.election()),
                entered.reign() + (data.election().isPresent() ? 1 : 0));
        return Verdicts.settle(chain, built, child.finalHeight(), child.time());
    }

    /** The election of this block; or that of an earlier one, whose term begins with the round after the one in which it became final. */
    private Optional<NextTerm> nextTerm(ChildFacts child, Optional<Election> election) {
        if (election.isPresent()) {
            return Optional.of(new NextTerm(election.get().next(), child.height(), 0));
        }
        return entered.next()
                .map(next -> next.isFinal() || child.finalHeight().compareTo(next.height()) < 0
                        ? next
                        : new NextTerm(
                                next.delegates(),
                                next.height(),
                                entered.term().start(entered.round() + 1, entered.size())));
    }

    private Verdict checkValues(long slot, Delegate delegate, HeaderData data) {
        if (isExtra(slot)) {
            return data.reveal().isEmpty() && data.commitment().isEmpty()
                    ? Verdict.ACCEPTED
                    : refused(DposRules.COMMITMENT, slot, "an extra block carries no values");
        }
        if (data.commitment().isEmpty()) {
            return refused(DposRules.COMMITMENT, slot, "the block commits to no value");
        }
        if (data.reveal().isPresent() != delegate.toReveal().isPresent()) {
            return refused(
                    DposRules.REVEAL,
                    slot,
                    delegate.toReveal().isPresent()
                            ? "the block does not reveal the value that its delegate committed to in round "
                                    + entered.oldestRound()
                            : "the block reveals a value that its delegate never committed to");
        }
        Optional<Hash> expected = data.reveal()
                .map(value -> chain.values().commitment(producer(slot).address(), entered.oldestRound(), value));
        return expected.equals(delegate.toReveal())
                ? Verdict.ACCEPTED
                : refused(
                        DposRules.REVEAL,
                        slot,
                        "the revealed value is not the one that its delegate committed to in round "
                                + entered.oldestRound());
    }

    boolean isExtra(long slot) {
        return entered.order().isExtra(place(slot));
    }

    private int place(long slot) {
        return entered.term().place(slot, entered.size());
    }

    private Verdict refused(RuleId rule, long slot, String why) {
        return Verdict.rejected(
                rule,
                "slot " + slot + " of round " + entered.round() + ", delegate "
                        + producer(slot).address() + ": " + why);
    }

    private static Optional<HeaderData> data(ChildFacts child) {
        try {
            return Optional.of(child.data().isEmpty() ? HeaderData.NONE : HeaderData.CODEC.decode(child.data()));
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }
}
