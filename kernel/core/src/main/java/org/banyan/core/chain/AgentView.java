package org.banyan.core.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.block.Witness;

/**
 * The fork tree as an agent may see it: the final block and what extends it.
 *
 * @param work whether the next block would have something to carry
 */
record AgentView(ForkTree forks, BlockNode finalBlock, BooleanSupplier work) implements KnownBlocks {
    @Override
    public Optional<ForkChoice.Tip> block(BlockId id) {
        return node(id).map(BlockNode::tip);
    }

    @Override
    public Optional<ConsensusState> parentState(BlockId id) {
        return node(id).flatMap(BlockNode::parent).map(BlockNode::consensus);
    }

    @Override
    public Witness witness(BlockId id) {
        return node(id).map(BlockNode::witness).orElse(Witness.EMPTY);
    }

    @Override
    public List<ForkChoice.Tip> tips() {
        return forks.leavesAbove(finalBlock).stream().map(BlockNode::tip).toList();
    }

    @Override
    public boolean workWaits() {
        return work.getAsBoolean();
    }

    private Optional<BlockNode> node(BlockId id) {
        return forks.find(id).filter(node -> node.extendsOrIs(finalBlock));
    }
}
