package org.banyan.core.tree;

import org.jspecify.annotations.Nullable;

/** What becomes of some of the sixteen slots of a page. Confined to one thread. */
final class SlotChanges {
    private final @Nullable Slot[] slots = new Slot[Page.SLOTS];
    private int mask;
    private int emptied;
    private int linked;

    /** Forgets all changes. */
    void clear() {
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            slots[Integer.numberOfTrailingZeros(rest)] = null;
        }
        mask = 0;
        emptied = 0;
        linked = 0;
    }

    /** Puts {@code slot}, or nothing, where something else stands now. */
    void set(int nibble, @Nullable Slot slot) {
        int bit = 1 << nibble;
        slots[nibble] = slot;
        mask |= bit;
        emptied = slot == null ? emptied | bit : emptied & ~bit;
        linked = slot instanceof PageLink ? linked | bit : linked & ~bit;
    }

    /** What is put into a slot; null when it is emptied or not changed. */
    @Nullable
    Slot at(int nibble) {
        return slots[nibble];
    }

    /** A bit per changed slot. */
    int mask() {
        return mask;
    }

    int occupiedAfter(int occupied) {
        return (occupied | mask) & ~emptied;
    }

    int linkedAfter(int before) {
        return before & ~mask | linked;
    }
}
