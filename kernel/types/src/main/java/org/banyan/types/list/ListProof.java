package org.banyan.types.list;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Bounds;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * That a leaf stands at a position of a counted list.
 *
 * <p>How many siblings there are and on which side each stands follows from (count, index), never from the proof: a path of another shape proves nothing.
 * The count is bound by the root, so it cannot be chosen either. Rules LIST-6 to LIST-8; RELIABILITY.md 5, 3.
 *
 * @param count elements of the list, as claimed
 * @param index position of the leaf, from 0, as claimed
 * @param siblings from the leaf to the root, at most {@value #SIBLINGS_MAX}
 */
public record ListProof(long count, long index, List<Hash> siblings) {
    /** Height of a tree over 2^63 - 1 leaves. */
    public static final int SIBLINGS_MAX = 63;

    public ListProof {
        Bounds.between("count of a list proof", count, 0, Long.MAX_VALUE);
        Bounds.between("index of a list proof", index, 0, Long.MAX_VALUE);
        siblings = List.copyOf(siblings);
        Bounds.countMax("siblings of a list proof", siblings, SIBLINGS_MAX);
    }

    /** Whether the list has the position. */
    public boolean isInRange() {
        return index < count;
    }

    /** How many siblings a proof for this position has. */
    public int siblingsNeeded() {
        int needed = 0;
        long position = index;
        for (long width = count; width > 1; width = (width >>> 1) + (width & 1)) {
            if ((position ^ 1) < width) {
                needed++;
            }
            position >>>= 1;
        }
        return needed;
    }

    /** The only root of kind {@code list} under which this proves {@code leaf}, or empty when its shape is wrong and it can prove nothing. */
    public Optional<Hash> rootOf(HashFunction hash, Tag list, Bytes leaf) {
        if (!isInRange() || siblings.size() != siblingsNeeded()) {
            return Optional.empty();
        }
        Hash node = CountedList.leaf(hash, leaf);
        int next = 0;
        long position = index;
        for (long width = count; width > 1; width = (width >>> 1) + (width & 1)) {
            if ((position ^ 1) < width) {
                Hash sibling = siblings.get(next++);
                node = (position & 1) == 0 ? hash.hash(Tag.NODE, node, sibling) : hash.hash(Tag.NODE, sibling, node);
            }
            position >>>= 1;
        }
        return Optional.of(CountedList.commit(hash, list, count, node));
    }

    public boolean proves(HashFunction hash, Tag list, Hash root, Bytes leaf) {
        return rootOf(hash, list, leaf).equals(Optional.of(root));
    }
}
