package org.banyan.core.tree;

import org.banyan.types.Hash;
import org.banyan.types.state.StateHasher;
import org.jspecify.annotations.Nullable;

/**
 * Four binary levels of the tree with at least two leaves in or below them: sixteen slots, chosen by one nibble of the key hash, and the hashes between.
 *
 * <p>Nodes are numbered like a heap: 1 is the page's root, 2n and 2n + 1 are the children of n, and 16 to 31 are the slots. A node above exactly one leaf
 * is that leaf; a node above a link or two slots is an inner node, whose hash is kept. Immutable and thread-safe.
 */
final class Page {
    static final int SLOTS = 16;
    static final int BITS = 4;
    private static final int ALL = 0xffff;

    private final @Nullable Slot[] slots;
    private final int occupied;
    private final int links;
    private final Hash empty;

    /** Hashes of inner nodes by number, null elsewhere. */
    private final @Nullable Hash[] inner;

    private Page(@Nullable Slot[] slots, @Nullable Hash[] inner, int changed, StateHasher hasher) {
        this.slots = slots;
        this.inner = inner;
        this.empty = hasher.empty();
        int occupied = 0;
        int links = 0;
        for (int nibble = 0; nibble < SLOTS; nibble++) {
            Slot slot = slots[nibble];
            if (slot != null) {
                occupied |= 1 << nibble;
                if (slot instanceof Slot.PageLink) {
                    links |= 1 << nibble;
                }
            }
        }
        this.occupied = occupied;
        this.links = links;
        for (int node = SLOTS - 1; node > 0; node--) {
            if ((slotsBelow(node) & changed) != 0) {
                inner[node] = isInner(node) ? hasher.inner(nodeHash(2 * node), nodeHash(2 * node + 1)) : null;
            }
        }
    }

    /** Hashes a page from scratch. Takes ownership of {@code slots}, which hold two slots or a link. */
    static Page of(@Nullable Slot[] slots, StateHasher hasher) {
        return new Page(slots, new Hash[SLOTS], ALL, hasher);
    }

    /** This page with other slots where {@code changed} has a bit. Takes ownership of {@code slots}. */
    Page with(@Nullable Slot[] slots, int changed, StateHasher hasher) {
        return new Page(slots, inner.clone(), changed, hasher);
    }

    Hash hash() {
        return nodeHash(1);
    }

    /** The hash at a node: of an inner node, of the one leaf below it, or of the empty subtree. */
    Hash nodeHash(int node) {
        if (node < SLOTS) {
            Hash kept = inner[node];
            if (kept != null) {
                return kept;
            }
        }
        Slot only = anySlotBelow(node);
        return only == null ? empty : only.hash();
    }

    /** Whether there is more below {@code node} than one leaf. Asked of nodes above the slots. */
    boolean isInner(int node) {
        int below = occupied & slotsBelow(node);
        return (below & (below - 1)) != 0 || (below & links) != 0;
    }

    /** The slot at a node that is a slot, empty or above one leaf alone. */
    @Nullable
    Slot anySlotBelow(int node) {
        int below = occupied & slotsBelow(node);
        return below == 0 ? null : slots[Integer.numberOfTrailingZeros(below)];
    }

    @Nullable
    Slot slot(int nibble) {
        return slots[nibble];
    }

    /** A copy that the caller owns. */
    @Nullable
    Slot[] slots() {
        return slots.clone();
    }

    /** A bit per slot that is not empty. */
    int occupied() {
        return occupied;
    }

    /** A bit per slot that is a link. */
    int links() {
        return links;
    }

    /** A bit for each slot below a node. */
    private static int slotsBelow(int node) {
        int depth = 31 - Integer.numberOfLeadingZeros(node);
        int width = SLOTS >> depth;
        return ((1 << width) - 1) << ((node - (1 << depth)) * width);
    }
}
