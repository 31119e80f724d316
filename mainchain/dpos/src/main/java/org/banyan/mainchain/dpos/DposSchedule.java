package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.Member;
import org.banyan.consensus.Round;
import org.banyan.consensus.Rounds;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.Slot;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;

/** Who builds when on a chain of delegates, and how the order came about: {@code docs/spec/dpos.md} for people. */
record DposSchedule(DposChain chain) implements Schedule, Rounds {
    @Override
    public long slotAt(Timestamp time) {
        return chain.slots().at(time);
    }

    @Override
    public Timestamp start(long slot) {
        return chain.slots().start(slot);
    }

    @Override
    public Slot slot(ConsensusState state, long slot) {
        return slot(dpos(state).at(slot), slot);
    }

    private Slot slot(HeaderRules rules, long slot) {
        Timestamp start = chain.slots().start(slot);
        Delegate delegate = rules.entered().delegates().get(rules.position(slot));
        return new Slot(
                slot,
                start,
                rules.producer(slot).address(),
                rules.isExtra(slot),
                delegate.isOut(start) ? Optional.of(delegate.outUntil()) : Optional.empty());
    }

    @Override
    public Optional<Rounds> rounds() {
        return Optional.of(this);
    }

    @Override
    public long of(ConsensusState state) {
        return dpos(state).content().round();
    }

    @Override
    public Round round(ConsensusState state, long round) {
        Content content = dpos(state).content();
        if (round < content.round()) {
            throw new IllegalArgumentException("round " + round + " is over for a block of round " + content.round());
        }
        return at(state, new RoundChange(chain, content).firstSlot(round));
    }

    @Override
    public Round at(ConsensusState state, long slot) {
        DposState dpos = dpos(state);
        HeaderRules rules = dpos.at(slot);
        Content entered = rules.entered();
        long first = entered.term().start(entered.round(), entered.size());
        List<Slot> slots = new ArrayList<>();
        for (long each = first; each <= first + entered.size(); each++) {
            slots.add(slot(rules, each));
        }
        return new Round(
                entered.term().number(),
                entered.round(),
                slots,
                entered.round() == dpos.content().round()
                        ? Optional.empty()
                        : Optional.of(new RoundChange(chain, dpos.content()).draw(slot)));
    }

    @Override
    public List<Member> members(ConsensusState state, Timestamp now) {
        DposState dpos = dpos(state);
        ProducerSet certifiers = dpos.producers();
        long slot = Math.max(
                chain.slots().at(now),
                dpos.content()
                        .term()
                        .start(dpos.content().round(), dpos.content().size()));
        Content content = dpos.at(slot).entered();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            Producer producer = content.set().producers().get(i);
            Delegate delegate = content.delegates().get(i);
            members.add(new Member(
                    producer.address(),
                    producer.key(),
                    producer.weight(),
                    true,
                    certifiers.positionOf(producer.address()).isPresent(),
                    delegate.missesInRow(),
                    delegate.isOut(now) ? Optional.of(delegate.outUntil()) : Optional.empty(),
                    delegate.isJailed(now),
                    delegate.suspensions().size()));
        }
        for (Producer elected : certifiers.producers()) {
            if (content.set().positionOf(elected.address()).isEmpty()) {
                members.add(new Member(
                        elected.address(),
                        elected.key(),
                        elected.weight(),
                        false,
                        true,
                        0,
                        Optional.empty(),
                        false,
                        0));
            }
        }
        return members;
    }

    private static DposState dpos(ConsensusState state) {
        if (state instanceof DposState dpos) {
            return dpos;
        }
        throw new IllegalArgumentException("the schedule of a DPoS chain needs a state of it");
    }
}
