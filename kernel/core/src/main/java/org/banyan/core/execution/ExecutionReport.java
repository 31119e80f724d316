package org.banyan.core.execution;

import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.plan.BlockPlan;
import org.banyan.types.Address;

/**
 * How a block was run on this node, for people; no result depends on it.
 *
 * @param plan empty when the work was too small to be worth a plan
 * @param workers how many there were
 * @param transactions of the block
 * @param reexecuted transactions that were run again at their place
 * @param surprises methods that touched keys which nobody expected
 */
public record ExecutionReport(
        Optional<BlockPlan> plan, int workers, int transactions, int reexecuted, List<Surprise> surprises) {
    /** Methods that are named in one report. */
    public static final int SURPRISES_MAX = 64;

    /** A method whose declaration is missing or wrong. */
    public record Surprise(Address contract, String method) {}

    public ExecutionReport {
        surprises = List.copyOf(surprises);
    }

    static ExecutionReport inline(int transactions) {
        return new ExecutionReport(Optional.empty(), 1, transactions, 0, List.of());
    }

    static ExecutionReport of(BlockPlan plan, int workers, int transactions, int reexecuted, List<Surprise> surprises) {
        return new ExecutionReport(Optional.of(plan), workers, transactions, reexecuted, surprises);
    }

    /** Transactions that ran one after another at the end of the block. */
    public int serial() {
        return plan.map(planned -> transactions - planned.serialFrom()).orElse(0);
    }
}
