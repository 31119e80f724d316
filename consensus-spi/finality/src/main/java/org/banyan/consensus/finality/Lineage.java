package org.banyan.consensus.finality;

import java.util.Optional;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.Height;

/** Who descends from whom above the final block. */
final class Lineage {
    private Lineage() {}

    /** Whether a block is or descends from another; no when the way down is not known. */
    static boolean extendsOrIs(Tip block, BlockId ancestor, Height ancestorHeight, KnownBlocks blocks) {
        Optional<Tip> at = Optional.of(block);
        while (at.isPresent() && at.get().header().height().compareTo(ancestorHeight) > 0) {
            at = blocks.block(at.get().header().parent());
        }
        return at.map(Tip::id).filter(ancestor::equals).isPresent();
    }
}
