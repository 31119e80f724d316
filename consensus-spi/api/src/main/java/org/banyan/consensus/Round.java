package org.banyan.consensus;

import java.util.List;
import java.util.Optional;

/**
 * One round.
 *
 * @param term number of the term, from 1
 * @param number from 1
 * @param slots in order of time
 * @param draw how the order came about; absent where it needed no calculation, as in a first round, and when the state that was asked is of the round itself
 */
public record Round(long term, long number, List<Slot> slots, Optional<Draw> draw) {
    public Round {
        slots = List.copyOf(slots);
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("a round has at least one slot");
        }
    }

    public long firstSlot() {
        return slots.getFirst().number();
    }

    public long lastSlot() {
        return slots.getLast().number();
    }
}
