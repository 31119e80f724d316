package org.banyan.types.list;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/** Builds proofs for any earlier size of the history from its nodes, with O(log n) lookups and hashes. Rule LIST-11. */
public final class HistoryProofs {
    private HistoryProofs() {}

    /**
     * Proof that leaf {@code index} stands in the history of the first {@code count} blocks.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= index < count}
     */
    public static ListProof prove(HashFunction hash, long count, long index, HistoryNodes nodes) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("a history of " + count + " blocks has no block " + index);
        }
        List<Hash> siblings = new ArrayList<>();
        long position = index;
        int level = 0;
        for (long width = count; width > 1; width = (width >>> 1) + (width & 1)) {
            long sibling = position ^ 1;
            if (sibling < width) {
                siblings.add(subtree(hash, count, level, sibling, nodes));
            }
            position >>>= 1;
            level++;
        }
        return new ListProof(count, index, siblings);
    }

    /** Root of a subtree that may be cut off by the end of the list: then its perfect parts are folded. */
    private static Hash subtree(HashFunction hash, long count, int level, long index, HistoryNodes nodes) {
        long first = index << level;
        long size = Math.min(count - first, 1L << level);
        List<Hash> peaks = new ArrayList<>();
        for (long rest = size; rest > 0; ) {
            int peakLevel = Long.SIZE - 1 - Long.numberOfLeadingZeros(rest);
            peaks.add(nodes.node(peakLevel, first >>> peakLevel));
            first += 1L << peakLevel;
            rest -= 1L << peakLevel;
        }
        return fold(hash, peaks);
    }

    /** Tree root over perfect subtrees, largest first: at least one. */
    static Hash fold(HashFunction hash, List<Hash> peaks) {
        Hash root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = hash.hash(Tag.NODE, peaks.get(i), root);
        }
        return root;
    }
}
