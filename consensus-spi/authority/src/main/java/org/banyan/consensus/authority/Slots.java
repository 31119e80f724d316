package org.banyan.consensus.authority;

import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;

/** The time line of a chain. Slot 0 starts at genesis. */
record Slots(Timestamp genesis, long slotMillis) {
    /** The slot that contains {@code time}; negative before genesis. */
    long at(Timestamp time) {
        return Math.floorDiv(time.millis() - genesis.millis(), slotMillis);
    }

    boolean isStart(Timestamp time) {
        return time.compareTo(genesis) >= 0 && (time.millis() - genesis.millis()) % slotMillis == 0;
    }

    Timestamp start(long slot) {
        return genesis.plusMillis(Math.multiplyExact(slot, slotMillis));
    }

    /** Position of the producer of {@code slot}. */
    static int producer(long slot, ProducerSet set) {
        return Math.floorMod(slot, set.size());
    }
}
