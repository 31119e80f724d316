package org.banyan.consensus.finality;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.Height;

/** Who descends from whom: the fork tree, and below the final block the part of its chain that this agent saw. Confined to one lane. */
final class Lineage {
    static final int PASSED_MAX = 4_096;

    private final Map<BlockId, BlockId> parents = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockId, BlockId> eldest) {
            return size() > PASSED_MAX;
        }
    };

    /** Remembers the chain that ends in {@code head}, for when its blocks are below the final one. */
    void onHead(BlockId head, KnownBlocks blocks) {
        Deque<BlockId> news = new ArrayDeque<>();
        Optional<BlockId> at = Optional.of(head);
        while (at.isPresent() && !parents.containsKey(at.get()) && news.size() < PASSED_MAX) {
            news.push(at.get());
            at = parentInTree(at.get(), blocks);
        }
        for (BlockId id : news) {
            parentInTree(id, blocks).ifPresent(parent -> parents.put(id, parent));
        }
    }

    /** Whether a block is or descends from another; no when the way down is not known. */
    boolean extendsOrIs(BlockId block, Height height, BlockId ancestor, Height ancestorHeight, KnownBlocks blocks) {
        Optional<BlockId> at = Optional.of(block);
        for (long h = height.value(); h > ancestorHeight.value() && at.isPresent(); h--) {
            BlockId id = at.get();
            at = parentInTree(id, blocks).or(() -> Optional.ofNullable(parents.get(id)));
        }
        return at.isPresent() && at.get().equals(ancestor);
    }

    private static Optional<BlockId> parentInTree(BlockId id, KnownBlocks blocks) {
        return blocks.block(id).map(tip -> tip.header().parent());
    }
}
