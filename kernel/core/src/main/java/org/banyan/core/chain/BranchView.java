package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.Branch;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.LayeredState;
import org.banyan.core.state.StateView;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;

/** The branch that ends in one block, as transactions of the next block see it. Valid until the next fold. */
final class BranchView implements Branch {
    private final ForkTree forks;
    private final BlockNode tip;
    private final int window;
    private final StateView state;

    BranchView(ForkTree forks, BlockNode tip, int window, StateView flat) {
        this.forks = forks;
        this.tip = tip;
        this.window = window;
        List<ChangeSet> newestFirst = new ArrayList<>();
        for (BlockNode node = tip; !node.isFolded(); node = node.parent().orElseThrow()) {
            if (!node.changes().changes().isEmpty()) {
                newestFirst.add(node.changes());
            }
        }
        this.state = newestFirst.isEmpty() ? flat : new LayeredState(flat, newestFirst);
    }

    @Override
    public Height height() {
        return tip.height();
    }

    @Override
    public Optional<BlockId> recentBlock(Height height) {
        return height.compareTo(oldest()) < 0
                ? Optional.empty()
                : tip.ancestor(height).map(BlockNode::id);
    }

    @Override
    public boolean recentlyContains(TransactionId transaction) {
        return forks.holds(tip, oldest(), transaction);
    }

    /** The next block is at tip + 1 and looks back W blocks. */
    private Height oldest() {
        return tip.height().minus(window - 1L);
    }

    @Override
    public StateView state() {
        return state;
    }
}
