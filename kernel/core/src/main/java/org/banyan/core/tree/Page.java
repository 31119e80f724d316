package org.banyan.core.tree;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.banyan.types.Hash;
import org.banyan.types.state.StateHasher;
import org.jspecify.annotations.Nullable;

/**
 * Four binary levels of the tree with at least two leaves in or below them: sixteen slots, chosen by one nibble of the key hash, and the hashes between.
 *
 * <p>Nodes are numbered like a heap: 1 is the page's root, 2n and 2n + 1 are the children of n, and 16 to 31 are the slots. A node above exactly one leaf
 * is that leaf; a node above a link or two slots is an inner node, whose hash is kept. Hashes lie packed in arrays, because walking a million small
 * objects costs more than hashing does. Immutable and thread-safe.
 */
final class Page {
    static final int SLOTS = 16;
    static final int BITS = 4;

    /** Longs of a leaf: key hash and value hash. */
    private static final int LEAF = 8;

    private static final int HASH = 4;

    private final int occupied;
    private final int linked;
    private final int inner;
    private final PageLink[] links;

    /** Key hash and value hash of each leaf, in the order of their slots. */
    private final long[] leaves;

    /** Hashes of the occupied slots, then those of inner nodes by number. */
    private final long[] hashes;

    private final Hash empty;

    /** A page to start from that has no leaf yet; never part of a tree. */
    static Page blank(StateHasher hasher) {
        return new Page(hasher);
    }

    private Page(StateHasher hasher) {
        occupied = 0;
        linked = 0;
        inner = 0;
        links = new PageLink[0];
        leaves = new long[0];
        hashes = new long[0];
        empty = hasher.empty();
    }

    /** {@code before} with what {@code changes} puts into slots; there are two slots or a link in the end. */
    Page(Page before, SlotChanges changes, StateHasher hasher) {
        int changed = changes.mask();
        occupied = changes.occupiedAfter(before.occupied);
        linked = changes.linkedAfter(before.linked);
        empty = before.empty;
        if (occupied == before.occupied && linked == before.linked) {
            // Same shape, as nearly always: copied as a whole, and what no change touches is shared.
            inner = before.inner;
            links = (changed & linked) == 0 ? before.links : before.links.clone();
            leaves = (changed & ~linked) == 0 ? before.leaves : before.leaves.clone();
            hashes = before.hashes.clone();
        } else {
            inner = innerNodes(occupied, linked);
            links = new PageLink[Integer.bitCount(linked)];
            leaves = new long[LEAF * (Integer.bitCount(occupied) - links.length)];
            hashes = new long[HASH * (Integer.bitCount(occupied) + Integer.bitCount(inner))];
            copyUnchanged(before, changed);
        }
        for (int rest = occupied & changed; rest != 0; rest &= rest - 1) {
            int nibble = Integer.numberOfTrailingZeros(rest);
            setSlot(nibble, Objects.requireNonNull(changes.at(nibble)));
        }
        for (int node = SLOTS - 1; node > 0; node--) {
            if ((inner >>> node & 1) != 0 && (slotsBelow(node) & changed) != 0) {
                hashInner(node, hasher);
            }
        }
    }

    private void copyUnchanged(Page before, int changed) {
        for (int rest = occupied & ~changed; rest != 0; rest &= rest - 1) {
            copySlot(before, Integer.numberOfTrailingZeros(rest));
        }
        for (int node = SLOTS - 1; node > 0; node--) {
            if ((inner >>> node & 1) != 0 && (slotsBelow(node) & changed) == 0) {
                System.arraycopy(before.hashes, before.innerIndex(node), hashes, innerIndex(node), HASH);
            }
        }
    }

    private void hashInner(int node, StateHasher hasher) {
        int left = nodeIndex(2 * node);
        int right = nodeIndex(2 * node + 1);
        if (left < 0 || right < 0) {
            hasher.inner(nodeHash(2 * node), nodeHash(2 * node + 1)).write(hashes, innerIndex(node));
        } else {
            hasher.inner(hashes, left, right, innerIndex(node));
        }
    }

    private void copySlot(Page before, int nibble) {
        System.arraycopy(before.hashes, before.slotIndex(nibble), hashes, slotIndex(nibble), HASH);
        if (isLink(nibble)) {
            links[linkIndex(nibble)] = before.links[before.linkIndex(nibble)];
        } else {
            System.arraycopy(before.leaves, before.leafIndex(nibble), leaves, leafIndex(nibble), LEAF);
        }
    }

    private void setSlot(int nibble, Slot slot) {
        slot.hash().write(hashes, slotIndex(nibble));
        switch (slot) {
            case PageLink link -> links[linkIndex(nibble)] = link;
            case Leaf leaf -> {
                leaf.keyHash().write(leaves, leafIndex(nibble));
                leaf.valueHash().write(leaves, leafIndex(nibble) + HASH);
            }
        }
    }

    Hash hash() {
        return nodeHash(1);
    }

    /** The hash at a node: of an inner node, of the one leaf below it, or of the empty subtree. */
    Hash nodeHash(int node) {
        int at = nodeIndex(node);
        return at < 0 ? empty : Hash.read(hashes, at);
    }

    /** Where that hash lies; -1 for the empty subtree. */
    private int nodeIndex(int node) {
        if (isInner(node)) {
            return innerIndex(node);
        }
        int below = occupied & slotsBelow(node);
        return below == 0 ? -1 : slotIndex(Integer.numberOfTrailingZeros(below));
    }

    /** Whether there is more below {@code node} than one leaf. False for slots. */
    boolean isInner(int node) {
        return node < SLOTS && (inner >>> node & 1) != 0;
    }

    /** The slot at a node that is a slot, empty or above one leaf alone. */
    @Nullable
    Slot onlySlotBelow(int node) {
        int below = occupied & slotsBelow(node);
        return below == 0 ? null : slot(Integer.numberOfTrailingZeros(below));
    }

    @Nullable
    Slot slot(int nibble) {
        if ((occupied >>> nibble & 1) == 0) {
            return null;
        }
        if (isLink(nibble)) {
            return links[linkIndex(nibble)];
        }
        int at = leafIndex(nibble);
        return new Leaf(Hash.read(leaves, at), Hash.read(leaves, at + HASH), Hash.read(hashes, slotIndex(nibble)));
    }

    /** Whether the slot is the leaf of this key. */
    boolean isLeafOf(int nibble, Hash keyHash) {
        return (occupied & ~linked & 1 << nibble) != 0 && isAt(leafIndex(nibble), keyHash);
    }

    /** Whether the leaf in the slot has this value. */
    boolean hasValue(int nibble, Hash valueHash) {
        return isAt(leafIndex(nibble) + HASH, valueHash);
    }

    private boolean isAt(int at, Hash hash) {
        return leaves[at] == hash.word0()
                && leaves[at + 1] == hash.word1()
                && leaves[at + 2] == hash.word2()
                && leaves[at + 3] == hash.word3();
    }

    /** A bit per slot that is not empty. */
    int occupied() {
        return occupied;
    }

    /** A bit per slot that is a link. */
    int linked() {
        return linked;
    }

    PageLink link(int nibble) {
        return links[linkIndex(nibble)];
    }

    /** Key hash and value hash of each leaf, in the order of their slots. */
    void writeLeaves(ByteBuffer out) {
        out.asLongBuffer().put(leaves);
        out.position(out.position() + Long.BYTES * leaves.length);
    }

    int leavesBytes() {
        return Long.BYTES * leaves.length;
    }

    private boolean isLink(int nibble) {
        return (linked >>> nibble & 1) != 0;
    }

    private int linkIndex(int nibble) {
        return Integer.bitCount(linked & below(nibble));
    }

    private int leafIndex(int nibble) {
        return LEAF * Integer.bitCount(occupied & ~linked & below(nibble));
    }

    private int slotIndex(int nibble) {
        return HASH * Integer.bitCount(occupied & below(nibble));
    }

    private int innerIndex(int node) {
        return HASH * (Integer.bitCount(occupied) + Integer.bitCount(inner & below(node)));
    }

    /** The bits under the given one. */
    private static int below(int bit) {
        return (1 << bit) - 1;
    }

    /** A bit for each slot below a node. */
    private static int slotsBelow(int node) {
        int depth = 31 - Integer.numberOfLeadingZeros(node);
        int width = SLOTS >> depth;
        return ((1 << width) - 1) << ((node - (1 << depth)) * width);
    }

    /** A bit per node above a link or two slots. */
    private static int innerNodes(int occupied, int linked) {
        int inner = 0;
        for (int node = 1; node < SLOTS; node++) {
            int slots = occupied & slotsBelow(node);
            if ((slots & (slots - 1)) != 0 || (slots & linked) != 0) {
                inner |= 1 << node;
            }
        }
        return inner;
    }
}
