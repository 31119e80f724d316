package org.banyan.consensus.authority;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.Member;
import org.banyan.consensus.Rounds;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.Slot;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;

/** Whose slots are whose: one after the other. The producers are not put into rounds, since their turns never change their order. */
record AuthoritySchedule(Slots slots) implements Schedule {
    @Override
    public long slotAt(Timestamp time) {
        return slots.at(time);
    }

    @Override
    public Timestamp start(long slot) {
        return slots.start(slot);
    }

    @Override
    public Slot slot(ConsensusState state, long slot) {
        ProducerSet set = state.producers();
        Producer producer = set.producers().get(Slots.producer(slot, set));
        return new Slot(slot, slots.start(slot), producer.address(), false, Optional.empty());
    }

    @Override
    public List<Member> members(ConsensusState state, Timestamp now) {
        return Member.allOf(state.producers());
    }

    @Override
    public Optional<Rounds> rounds() {
        return Optional.empty();
    }
}
