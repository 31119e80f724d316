package org.banyan.types.list;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.BlockId;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * The counted list of all block ids of a branch, kept as the roots of its perfect subtrees: grows by one id in O(log n), yields the history root of the next
 * header. Leaf i is the id of the block at height i. DESIGN.md 3, rules LIST-9 to LIST-11.
 *
 * @param count ids appended so far
 * @param peaks root of the perfect subtree of each bit that is set in {@code count}, largest first
 */
public record HistoryAccumulator(long count, List<Hash> peaks) {
    private static final int PEAKS_MAX = 63;

    /** Before genesis. */
    public static final HistoryAccumulator EMPTY = new HistoryAccumulator(0, List.of());

    /** Form on disk and in snapshots: field 1 count, field 2 the peaks. */
    public static final Codec<HistoryAccumulator> CODEC = new HistoryAccumulatorCodec();

    public HistoryAccumulator {
        Bounds.between("count of a history", count, 0, Long.MAX_VALUE);
        peaks = List.copyOf(peaks);
        if (peaks.size() != Long.bitCount(count)) {
            throw new IllegalArgumentException(
                    "a history of " + count + " blocks has " + Long.bitCount(count) + " peaks but got " + peaks.size());
        }
    }

    public HistoryAccumulator append(HashFunction hash, BlockId block) {
        return appended(hash, block).history();
    }

    /** Appends, and tells which nodes became final: keep them by (level, index) to build proofs from. */
    public Appended appended(HashFunction hash, BlockId block) {
        List<Hash> nextPeaks = new ArrayList<>(peaks);
        List<HistoryNode> completed = new ArrayList<>();
        Hash node = CountedList.leaf(hash, block.bytes());
        completed.add(new HistoryNode(0, count, node));
        int levels = Long.numberOfTrailingZeros(count + 1);
        for (int level = 1; level <= levels; level++) {
            node = hash.hash(Tag.NODE, nextPeaks.removeLast(), node);
            completed.add(new HistoryNode(level, count >>> level, node));
        }
        nextPeaks.add(node);
        return new Appended(new HistoryAccumulator(Math.incrementExact(count), nextPeaks), completed);
    }

    /** The history root over every id appended so far: what the header at height {@link #count} carries. */
    public Hash root(HashFunction hash) {
        Hash tree = count == 0 ? CountedList.emptyTree(hash) : HistoryProofs.fold(hash, peaks);
        return CountedList.commit(hash, Tag.LIST_HISTORY, count, tree);
    }

    /** @param completed from the leaf upwards, one per level */
    public record Appended(HistoryAccumulator history, List<HistoryNode> completed) {
        public Appended {
            completed = List.copyOf(completed);
        }
    }

    private static final class HistoryAccumulatorCodec implements Codec<HistoryAccumulator> {
        @Override
        public void write(HistoryAccumulator value, CanonicalWriter out) {
            out.uint64(1, value.count);
            out.repeatedBytes(2, value.peaks.stream().map(Hash::bytes).toList());
        }

        @Override
        public HistoryAccumulator read(CanonicalReader in) {
            return new HistoryAccumulator(
                    in.uint64(1),
                    in.repeatedBytes(2, PEAKS_MAX).stream().map(Hash::of).toList());
        }
    }
}
