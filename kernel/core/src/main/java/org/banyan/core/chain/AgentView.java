package org.banyan.core.chain;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.block.Witness;

/** The fork tree as an agent may see it: the final block and what extends it. */
record AgentView(ForkTree forks, BlockNode finalBlock) implements KnownBlocks {
    @Override
    public Optional<ForkChoice.Tip> block(BlockId id) {
        return node(id).map(BlockNode::tip);
    }

    @Override
    public Witness witness(BlockId id) {
        return node(id).map(BlockNode::witness).orElse(Witness.EMPTY);
    }

    @Override
    public List<ForkChoice.Tip> tips() {
        return forks.leavesAbove(finalBlock).stream().map(BlockNode::tip).toList();
    }

    private Optional<BlockNode> node(BlockId id) {
        return forks.find(id).filter(node -> node.extendsOrIs(finalBlock));
    }
}
