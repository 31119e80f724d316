package org.banyan.core.execution;

import java.util.List;
import java.util.Optional;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateView;
import org.banyan.types.block.Inherent;

/**
 * Runs transactions once more, away from the engine, to find out what they touch and how they would be planned. Leaves nothing behind and knows nothing of what
 * the node has learned: the plan is what declarations lead to. Thread-safe as far as the state it is given is; takes as long as running the block in order.
 */
public final class Tracing {
    private final ChainRules rules;
    private final ContractDirectory directory;
    private final int workers;

    /** What was found out; {@code transactions} stand in block order. */
    public record Traced(ExecutionReport report, List<TracedTransaction> transactions) {
        public Traced {
            transactions = List.copyOf(transactions);
        }
    }

    /** @param workers to plan for, 1 or more */
    public Tracing(ChainRules rules, ContractDirectory directory, int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("a plan needs 1 worker or more but was asked for " + workers);
        }
        this.rules = rules;
        this.directory = directory;
        this.workers = workers;
    }

    /**
     * Traces a block on the state after its parent.
     *
     * @return empty when no such block can be on that state
     */
    public Optional<Traced> block(
            StateView parent,
            BlockEnvironment environment,
            List<Inherent> inherents,
            List<CheckedTransaction> transactions) {
        TransactionRun run = new TransactionRun(rules, directory);
        TracedStage stage = stage(run);
        return switch (new BlockExecutor(rules, directory, run, stage)
                .execute(parent, environment, inherents, transactions)) {
            case BlockExecutor.Outcome.Executed done -> Optional.of(new Traced(done.report(), stage.traced()));
            case BlockExecutor.Outcome.Refused refused -> Optional.empty();
            case BlockExecutor.Outcome.InherentRefused refused -> Optional.empty();
        };
    }

    /**
     * Traces transactions one after another on a state, whether they could stand in a block or not: fees are neither reserved nor charged.
     *
     * @param costMax units after which the rest is left out
     */
    public Traced preview(
            StateView state, BlockEnvironment environment, List<CheckedTransaction> transactions, long costMax) {
        TracedStage stage = stage(new TransactionRun(rules, directory));
        ExecutionReport report = stage.run(
                new Receipts.Block(environment, transactions, costMax),
                new Overlay(state),
                new Receipts(transactions.size()),
                ExecutionWatch.Run.UNHEARD);
        return new Traced(report, stage.traced());
    }

    private TracedStage stage(TransactionRun run) {
        return new TracedStage(run, new Expectations(directory, rules.suite().hash()), workers);
    }
}
