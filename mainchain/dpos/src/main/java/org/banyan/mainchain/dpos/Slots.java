package org.banyan.mainchain.dpos;

import org.banyan.types.Timestamp;

/** The time line of a chain: formula S1 of {@code docs/spec/dpos.md}. Slot 0 is genesis. */
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
}
