package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.BlockId;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;
import org.jspecify.annotations.Nullable;

/**
 * The block that this node builds on: the one that the fork choice likes best of those that extend the final block and the anchor. What waits in the pool
 * follows it. Confined to the engine's lane.
 */
final class Head {
    private final EngineParts parts;
    private final ForkTree forks;
    private final Finality finality;
    private final Admission admission;
    private BlockNode block;
    /** What the head is or extends, as long as it extends the final block. */
    private BlockNode anchor;

    /** Blocks of the head's branch that became final otherwise, until the head is chosen anew. */
    private final Map<BlockId, Block> leaving = new TreeMap<>();

    private @Nullable BranchView branch;
    private @Nullable BlockNode branchFinal;
    private @Nullable HeadState state;

    Head(EngineParts parts, ForkTree forks, Finality finality, Admission admission, BlockNode block) {
        this.parts = parts;
        this.forks = forks;
        this.finality = finality;
        this.admission = admission;
        this.block = block;
        this.anchor = finality.block();
    }

    BlockNode block() {
        return block;
    }

    /** Whether the fork choice wants the block as the head. */
    boolean yieldsTo(BlockNode node) {
        return node.extendsOrIs(root()) && prefers(node, block);
    }

    private boolean prefers(BlockNode one, BlockNode other) {
        return parts.chain()
                .consensus()
                .forkChoice()
                .prefers(one.tip(), other.tip(), finality.block().height());
    }

    /** From now on the head is this block or extends it, as long as the block extends the final one. */
    void anchor(BlockNode node, List<EngineEffect> effects) {
        anchor = node;
        if (!block.extendsOrIs(anchor)) {
            choose(effects);
        }
    }

    /**
     * Makes a block final; answers whether that is news. The head may stand on another branch then, until it is chosen anew.
     *
     * @throws IllegalStateException if the block conflicts with what is final already
     */
    boolean advanceFinal(BlockNode target, List<EngineEffect> effects) {
        if (target.height().compareTo(finality.block().height()) > 0 && !block.extendsOrIs(target)) {
            // Finality takes these blocks out of the store, and their transactions must wait again.
            ForkTree.path(ForkTree.forkPoint(block, target), block)
                    .forEach(node -> parts.store().block(node.id()).ifPresent(body -> leaving.put(node.id(), body)));
        }
        return finality.advance(target, effects);
    }

    private BlockNode root() {
        if (!anchor.extendsOrIs(finality.block())) {
            anchor = finality.block();
        }
        return anchor;
    }

    /** Finds the best block anew, after anchor or final block changed, and moves there. */
    void choose(List<EngineEffect> effects) {
        BlockNode best = block.extendsOrIs(root()) ? block : root();
        for (BlockNode leaf : forks.leavesAbove(root())) {
            best = leaf != best && prefers(leaf, best) ? leaf : best;
        }
        if (best != block) {
            parts.store().writeHead(best.id());
        }
        moveTo(best, effects);
    }

    /** Moves to a block that the store's head pointer names already. */
    void moveTo(BlockNode to, List<EngineEffect> effects) {
        List<BlockId> reverted = new ArrayList<>();
        List<BlockId> added = new ArrayList<>();
        if (to != block) {
            BlockNode fork = ForkTree.forkPoint(block, to);
            List<BlockNode> left = ForkTree.path(fork, block).reversed();
            left.forEach(node -> reverted.add(node.id()));
            List<BlockNode> joined = ForkTree.path(fork, to);
            joined.forEach(node -> added.add(node.id()));
            block = to;
            refillPool(left, joined, effects);
        }
        effects.add(new EngineEffect.HeadMoved(block.tip(), finality.block().tip(), reverted, added));
    }

    private void refillPool(List<BlockNode> left, List<BlockNode> joined, List<EngineEffect> effects) {
        for (BlockNode node : left) {
            Optional.ofNullable(leaving.get(node.id()))
                    .or(() -> parts.store().block(node.id()))
                    .ifPresent(admission::restore);
        }
        leaving.clear();
        List<TransactionId> expired = admission.settle(joined, branch());
        if (!expired.isEmpty()) {
            effects.add(new EngineEffect.TransactionsExpired(expired));
        }
    }

    /** The view of the head is kept while head and final block stay, with what it remembers. */
    BranchView branch() {
        BranchView known = branch;
        if (known == null || known.tip() != block || branchFinal != finality.block()) {
            known = newBranch(block);
            branch = known;
            branchFinal = finality.block();
            state = null;
        }
        return known;
    }

    /** The view of any branch. */
    BranchView branch(BlockNode tip) {
        return tip == block ? branch() : newBranch(tip);
    }

    private BranchView newBranch(BlockNode tip) {
        return new BranchView(
                forks,
                tip,
                parts.rules().specification().markWindow(),
                parts.store().flat(),
                parts.spendableFees());
    }

    /** The head and the state after it, to be handed to readers on other threads. */
    HeadState state() {
        BranchView view = branch();
        HeadState known = state;
        if (known == null) {
            known = shared(view);
            state = known;
        }
        return known;
    }

    /** What a view sees, on the state of the final block as it is kept for readers on other threads. */
    HeadState shared(BranchView view) {
        return view.shared(parts.store().stateAt(finality.block().height()).orElseThrow());
    }
}
