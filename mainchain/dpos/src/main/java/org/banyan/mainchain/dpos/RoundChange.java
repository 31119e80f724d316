package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.consensus.Draw;
import org.banyan.types.Address;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;

/**
 * What becomes of a state when the next block belongs to a later round: values are summed up, the order follows from them, a new term may begin. Formulas V3,
 * O1 to O4 and T1 of {@code docs/spec/dpos.md}. Depends on the state and the slot alone, so that everybody knows who builds before the block is there.
 */
record RoundChange(DposChain chain, Content before) {
    /** The state as a block of {@code slot} finds it; its height is still that of the block before. */
    Content at(long slot) {
        Term term = termAt(slot);
        boolean takesOver = takesOver(slot);
        ProducerSet set = takesOver ? before.next().orElseThrow().delegates() : before.set();
        long round = term.round(slot, set.size());
        if (round == before.round()) {
            return before;
        }
        Members members = takesOver ? successors(term, set) : stayers();
        Timestamp start = chain.slots().start(term.start(round, set.size()));
        return new Content(
                before.height(),
                term,
                set,
                round,
                before.round(),
                before.earlierRound(),
                sum(signatures(), before.order().extra()),
                Order.next(members.walked(), placing(members.signatures(), round)),
                Verdicts.pardonBeyond(outMax(set), members.delegates(), start).stream()
                        .map(Delegate::inNextRound)
                        .toList(),
                takesOver ? List.of() : attendance(),
                takesOver ? Optional.empty() : before.next(),
                before.reign());
    }

    /** How the order of the later round of {@code slot} comes about, for people. */
    Draw draw(long slot) {
        Content entered = at(slot);
        Members members = takesOver(slot) ? successors(entered.term(), entered.set()) : stayers();
        List<Hash> used = placing(members.signatures(), entered.round());
        List<Draw.Step> steps = new ArrayList<>();
        for (int position : members.walked()) {
            steps.add(new Draw.Step(
                    entered.set().producers().get(position).address(),
                    members.signatures().get(position),
                    used.get(position),
                    Words.remainder(used.get(position), entered.size()),
                    entered.order().places().indexOf(position)));
        }
        return new Draw(
                before.round(),
                entered.round() - before.round() - 1,
                steps,
                entered.set().producers().get(entered.order().extra()).address(),
                steps.getFirst().member());
    }

    /** The first slot of a round that is not earlier than that of {@code before}. */
    long firstSlot(long round) {
        int n = before.size();
        long slot = before.term().start(round, n);
        if (!takesOver(slot)) {
            return slot;
        }
        NextTerm next = before.next().orElseThrow();
        long first = next.firstSlot();
        return first
                + Math.multiplyExact(
                        round - before.term().round(first, n), next.delegates().size() + 1L);
    }

    /** Signature values of the round of {@code before}, by position. */
    List<Hash> signatures() {
        return before.delegates().stream()
                .map(delegate -> chain.values().signature(delegate.value(), before.sum()))
                .toList();
    }

    /** All signature values of a round, the extra delegate's twice. */
    static Hash sum(List<Hash> signatures, int extra) {
        Hash sum = signatures.get(extra);
        for (Hash signature : signatures) {
            sum = Words.sum(sum, signature);
        }
        return sum;
    }

    /** At most so many are out at once, so that a quorum always builds. */
    static int outMax(ProducerSet set) {
        return Math.toIntExact(set.size() - set.quorum());
    }

    /** The term of a slot: the next one, or this one, renewed as often as nobody else was elected. */
    Term termAt(long slot) {
        Term term = before.term();
        int n = before.size();
        if (takesOver(slot)) {
            long first = before.next().orElseThrow().firstSlot();
            return new Term(term.number() + 1, term.round(first, n), first);
        }
        if (before.next().isPresent()) {
            return term;
        }
        long rounds = chain.parameters().roundsPerTerm();
        long over = (term.round(slot, n) - term.firstRound()) / rounds;
        long undecided = chain.election().decidedAfter(term.number()) - 1 - term.number();
        return term.renewed(Math.min(over, undecided), rounds, n);
    }

    private boolean takesOver(long slot) {
        return before.next()
                .filter(next -> next.isFinal() && slot >= next.firstSlot())
                .isPresent();
    }

    private Members stayers() {
        return new Members(before.delegates(), signatures(), before.order().places());
    }

    /** Who stays keeps what it has and its place in the walk; newcomers follow by address, as if they had been there and never revealed a value. */
    private Members successors(Term term, ProducerSet set) {
        List<Hash> signatures = signatures();
        Map<Address, Integer> old = new TreeMap<>();
        for (int i = 0; i < before.size(); i++) {
            old.put(before.set().producers().get(i).address(), i);
        }
        List<Delegate> delegates = new ArrayList<>();
        List<Hash> carried = new ArrayList<>();
        List<Integer> newcomers = new ArrayList<>();
        for (Producer producer : set.producers()) {
            Integer position = old.get(producer.address());
            if (position == null) {
                Hash first = chain.values().first(term.number(), producer.address());
                newcomers.add(delegates.size());
                delegates.add(Delegate.newcomer(first));
                carried.add(chain.values().signature(first, before.sum()));
            } else {
                delegates.add(before.delegates().get(position));
                carried.add(signatures.get(position));
            }
        }
        List<Integer> walked = new ArrayList<>();
        for (int delegate : before.order().places()) {
            set.positionOf(before.set().producers().get(delegate).address()).ifPresent(walked::add);
        }
        walked.addAll(newcomers);
        return new Members(delegates, carried, walked);
    }

    /** Rounds without blocks bring no new values, but must not repeat an order for ever. */
    private List<Hash> placing(List<Hash> signatures, long round) {
        return round == before.round() + 1
                ? signatures
                : signatures.stream()
                        .map(signature -> chain.values().afterGap(signature, round))
                        .toList();
    }

    /** The rounds that are over, the block's own included. */
    private List<Attendance> attendance() {
        long first = before.term().start(before.round(), before.size());
        TreeSet<Long> built = new TreeSet<>();
        TreeSet<Long> missed = new TreeSet<>();
        for (int place = 0; place < before.size(); place++) {
            int position = before.order().delegateAt(place);
            Delegate delegate = before.delegates().get(position);
            if (delegate.produced()) {
                built.add((long) position);
            } else if (!delegate.isOut(chain.slots().start(first + place))) {
                missed.add((long) position);
            }
        }
        List<Attendance> all = new ArrayList<>(before.attendance());
        if (all.size() == Attendance.ROUNDS_MAX) {
            all.removeFirst();
        }
        all.add(new Attendance(before.height().next(), List.copyOf(built), List.copyOf(missed)));
        return all;
    }

    /**
     * @param signatures of the round before, by position
     * @param walked in which order they choose their places
     */
    private record Members(List<Delegate> delegates, List<Hash> signatures, List<Integer> walked) {}
}
