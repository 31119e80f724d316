package org.banyan.core.execution;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.plan.BlockPlan;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;

/**
 * How a block was run on this node, for people; no result depends on it.
 *
 * @param plan there when one was made
 * @param workers how many there were
 * @param transactions of the block
 * @param repeated transactions that were run again at their place, ascending; not those of an abandoned plan, which are all
 * @param surprises methods that touched keys which nobody expected
 */
public record ExecutionReport(
        Way way,
        Optional<BlockPlan> plan,
        int workers,
        int transactions,
        List<Repeated> repeated,
        List<Surprise> surprises) {
    /** Methods that are named in one report. */
    public static final int SURPRISES_MAX = 64;

    /** Nothing was run, such as of a block that was there when the node started. */
    public static final ExecutionReport NONE =
            new ExecutionReport(Way.IN_ORDER, Optional.empty(), 1, 0, List.of(), List.of());

    /** How the transactions were run. */
    public enum Way {
        /** One after another: the node has one worker. */
        IN_ORDER,
        /** One after another: too little work to wake workers for. */
        INLINE,
        /** One after another: the plan came to a single task. */
        UNDIVIDED,
        /** By the plan's tasks. */
        PLANNED,
        /** By the plan's tasks until the block had cost what it may, then anew and one after another. */
        ABANDONED,
        /** One after another and away from the chain, to find out; the plan is what declarations alone lead to. */
        TRACED
    }

    /** Why a transaction was run again. */
    public enum Cause {
        /** It touched a key that was not expected of it, and others use the key. */
        UNDECLARED,
        /** Another transaction touched unexpectedly what this one uses. */
        CONTESTED,
        /** It moved an amount that did not cover all moves of the block in any order. */
        UNORDERED,
        /** It uses what a repeated transaction left otherwise. */
        FOLLOWING
    }

    /** @param key the first key that made the result doubtful */
    public record Repeated(int transaction, Cause cause, StateKey key) {}

    /**
     * A method whose declaration is missing or wrong.
     *
     * @param transactions how many of the block's it is said of
     * @param key one that was touched unexpectedly
     */
    public record Surprise(Address contract, String method, int transactions, StateKey key, Mode mode, boolean range) {}

    public ExecutionReport {
        repeated = List.copyOf(repeated);
        surprises = List.copyOf(surprises);
    }

    static ExecutionReport inOrder(Way way, int workers, int transactions) {
        return new ExecutionReport(way, Optional.empty(), workers, transactions, List.of(), List.of());
    }

    static ExecutionReport planned(Way way, BlockPlan plan, int workers, int transactions) {
        return new ExecutionReport(way, Optional.of(plan), workers, transactions, List.of(), List.of());
    }

    /** How a transaction came to its result. */
    public enum How {
        /** In a task of the plan, beside others. */
        LANES,
        /** In a block that was run one after another as a whole. */
        INLINE,
        /** Run again at its place, after tasks of the plan. */
        AGAIN,
        /** After all tasks, because it cannot run beside others. */
        SERIAL
    }

    /** How many transactions came to their results so; all ways together are the block. */
    public int count(How how) {
        return switch (how) {
            case LANES -> way == Way.PLANNED ? transactions - serial() - repeated.size() : 0;
            case INLINE -> way == Way.PLANNED || way == Way.ABANDONED ? 0 : transactions - serial();
            case AGAIN -> reexecuted();
            case SERIAL -> serial();
        };
    }

    /** How many transactions ran again. */
    public int reexecuted() {
        return way == Way.ABANDONED ? transactions - serial() : repeated.size();
    }

    /** Transactions that ran one after another at the end of the block. */
    public int serial() {
        return plan.map(planned -> transactions - planned.serialFrom()).orElse(0);
    }
}
