package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.execution.Branch;
import org.banyan.core.execution.Prospects;
import org.banyan.core.execution.SpendableFees;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.LayeredState;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.jspecify.annotations.Nullable;

/** The branch that ends in one block, as transactions of the next block see it. Valid until the next fold. */
final class BranchView implements Branch {
    /** Payers whose means are remembered. */
    private static final int SPENDABLE_MAX = 1 << 16;

    private final ForkTree forks;
    private final BlockNode tip;
    private final int window;
    private final List<ChangeSet> newestFirst;
    private final StateView state;

    /** Ids from the tip downwards, as far as somebody asked; none below the window. */
    private final List<BlockId> recent = new ArrayList<>();

    private BlockNode recentLast;
    private final SpendableFees.Asking fees;
    private @Nullable Prospects prospects;
    private final Map<Address, Amount> spendable = new LinkedHashMap<>();

    BranchView(ForkTree forks, BlockNode tip, int window, StateView flat, SpendableFees spendableFees) {
        this.forks = forks;
        this.tip = tip;
        this.window = window;
        this.recentLast = tip;
        this.recent.add(tip.id());
        List<ChangeSet> layers = new ArrayList<>();
        for (BlockNode node = tip; !node.isFolded(); node = node.parent().orElseThrow()) {
            if (!node.changes().isEmpty()) {
                layers.add(node.changes());
            }
        }
        this.newestFirst = List.copyOf(layers);
        this.state = over(flat);
        this.fees = spendableFees.on(state);
    }

    private StateView over(StateView base) {
        return newestFirst.isEmpty() ? base : new LayeredState(base, newestFirst);
    }

    BlockNode tip() {
        return tip;
    }

    @Override
    public Height height() {
        return tip.height();
    }

    @Override
    public Optional<BlockId> recentBlock(Height height) {
        long depth = tip.height().value() - height.value();
        if (depth < 0 || height.compareTo(oldest()) < 0) {
            return Optional.empty();
        }
        while (recent.size() <= depth) {
            Optional<BlockNode> parent = recentLast.parent();
            if (parent.isEmpty()) {
                return Optional.empty();
            }
            recentLast = parent.get();
            recent.add(recentLast.id());
        }
        return Optional.of(recent.get((int) depth));
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

    /** What {@link #state} answers now, on {@code folded}, the state below all that is not folded, which any thread may read. */
    HeadState shared(StateView folded) {
        return new HeadState(tip.id(), tip.header(), over(folded));
    }

    /** What is to be expected of transactions of the next block, as far as it was known when somebody asked first. */
    Prospects prospects(BlockExecutor executor) {
        Prospects known = prospects;
        if (known == null) {
            known = executor.prospects(state);
            prospects = known;
        }
        return known;
    }

    /** What {@code payer} can spend on fees in this branch's state. */
    Amount spendable(Address payer) {
        Amount known = spendable.get(payer);
        if (known == null) {
            known = fees.of(payer);
            if (spendable.size() < SPENDABLE_MAX) {
                spendable.put(payer, known);
            }
        }
        return known;
    }
}
