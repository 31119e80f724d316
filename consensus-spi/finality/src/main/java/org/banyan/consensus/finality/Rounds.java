package org.banyan.consensus.finality;

import org.banyan.types.Timestamp;

/**
 * When voters try. Nothing here decides what is valid: clocks that are wrong cost time, never agreement.
 *
 * <p>Round r starts with slot r, counted from genesis, so a voter that was away or restarted knows the round from its clock and no message is needed to
 * begin one. A round of <em>length</em> L takes L slots and starts where r is a multiple of L: rounds that fail back off by doubling L, and voters with
 * different lengths meet in the rounds of the longest. Prevotes are cast {@code L * propagationMillis} after the start, for the newest block of the head's
 * chain that is not later than the start.
 *
 * @param genesis start of slot 0
 * @param propagationMillis how long after its time every honest voter has a block; less than a slot
 */
public record Rounds(Timestamp genesis, long slotMillis, long propagationMillis) {
    /** No round takes longer than this, unless a slot does: after any outage the next round is this near. RELIABILITY.md RL2. */
    static final long ROUND_MILLIS_MAX = 16_000;

    public Rounds {
        if (slotMillis < 1 || propagationMillis < 1 || propagationMillis >= slotMillis) {
            throw new IllegalArgumentException(
                    "the propagation bound is between 1 ms and a slot of at least 2 ms, but the bound is "
                            + propagationMillis + " ms and the slot " + slotMillis + " ms");
        }
    }

    /** Rounds with a propagation bound of half a slot. */
    public static Rounds of(Timestamp genesis, long slotMillis) {
        return new Rounds(genesis, slotMillis, slotMillis / 2);
    }

    /** The round of this length that {@code time} is in; 0 before the first. */
    long at(Timestamp time, long length) {
        long slot = Math.floorDiv(time.millis() - genesis.millis(), slotMillis);
        return Math.max(0, slot - Math.floorMod(slot, length));
    }

    Timestamp start(long round) {
        return genesis.plusMillis(Math.multiplyExact(round, slotMillis));
    }

    Timestamp prevoteAt(long round, long length) {
        return start(round).plusMillis(Math.multiplyExact(length, propagationMillis));
    }

    /** The shortest length of rounds with which a voter that prevoted in {@code round} has not begun another one at {@code now}. */
    long lengthLasting(long round, Timestamp now) {
        long length = 1;
        while (length < lengthMax()
                && prevoteAt(Math.addExact(round, length), length).compareTo(now) <= 0) {
            length *= 2;
        }
        return length;
    }

    /** The longest length, a power of two. */
    long lengthMax() {
        return Math.max(1, Long.highestOneBit(ROUND_MILLIS_MAX / slotMillis));
    }
}
