package org.banyan.consensus.finality;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.Height;

/** Who descends from whom above the final block. */
final class Lineage {
    private Lineage() {}

    /** Every block that is known, parents first. */
    static List<Tip> byHeight(KnownBlocks blocks) {
        Map<BlockId, Tip> all = new TreeMap<>();
        for (Tip tip : blocks.tips()) {
            Optional<Tip> block = Optional.of(tip);
            while (block.isPresent() && all.putIfAbsent(block.get().id(), block.get()) == null) {
                block = blocks.block(block.get().header().parent());
            }
        }
        return all.values().stream()
                .sorted(Comparator.comparing(tip -> tip.header().height()))
                .toList();
    }

    /** Whether a block is or descends from another; no when the way down is not known. */
    static boolean extendsOrIs(Tip block, BlockId ancestor, Height ancestorHeight, KnownBlocks blocks) {
        Optional<Tip> at = Optional.of(block);
        while (at.isPresent() && at.get().header().height().compareTo(ancestorHeight) > 0) {
            at = blocks.block(at.get().header().parent());
        }
        return at.map(Tip::id).filter(ancestor::equals).isPresent();
    }
}
