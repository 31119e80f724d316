package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;

/**
 * The final block of this node and the way there: prefix-closed, never taken back. Each block that becomes final is folded into flat state and tree, and
 * everything that conflicts with it leaves the fork tree and the store.
 */
final class Finality {
    private final EngineParts parts;
    private final ForkTree forks;
    private BlockNode block;

    Finality(EngineParts parts, ForkTree forks, BlockNode finalBlock) {
        this.parts = parts;
        this.forks = forks;
        this.block = finalBlock;
    }

    BlockNode block() {
        return block;
    }

    /**
     * Makes {@code target} and all its ancestors final; answers whether that is news.
     *
     * @throws IllegalStateException if it conflicts with what is final already: the producers broke their promise and the node must stop
     */
    boolean advance(BlockNode target, List<EngineEffect> effects) {
        if (target.height().compareTo(block.height()) <= 0) {
            if (!block.extendsOrIs(target) && target.height().equals(block.height())) {
                throw conflict(target);
            }
            return false;
        }
        if (!target.extendsOrIs(block)) {
            throw conflict(target);
        }
        List<BlockNode> path = ForkTree.path(block, target);
        // The pointer is durable before anything is folded or reported: what was final stays final.
        parts.store().writeFinal(target.id());
        path.forEach(this::fold);
        block = target;
        Height window = block.height().minus(parts.rules().specification().markWindow() + 1L);
        Height floor = window.compareTo(block.chainFinalHeight()) < 0 ? window : block.chainFinalHeight();
        forks.forgetBelow(floor);
        List<BlockId> finals = new ArrayList<>();
        path.forEach(node -> finals.add(node.id()));
        effects.add(new EngineEffect.Finalized(finals));
        return true;
    }

    private IllegalStateException conflict(BlockNode target) {
        return new IllegalStateException("block " + target.id() + " at height " + target.height()
                + " is certified but conflicts with final block " + block.id() + " at height " + block.height()
                + ": more producers than the protocol tolerates signed both; stop and compare the certificates");
    }

    void fold(BlockNode node) {
        NavigableMap<BlockId, List<TransactionId>> dropped = new TreeMap<>();
        forks.dropRivals(node).forEach(rival -> dropped.put(rival.id(), rival.transactions()));
        parts.store().fold(node.id(), node.height(), node.changes(), node.tree(), node.completedHistory(), dropped);
        node.fold();
        node.parent().ifPresent(BlockNode::letGoOfTree);
    }
}
