package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.banyan.core.execution.plan.BlockPlan;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.state.Join;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.execution.TaskRunner;

/**
 * Runs a block's transactions on several workers, with the result that they have one after another. DESIGN.md 4, aelf whitepaper 5.2.3.
 *
 * <p>Whatever goes wrong on the way (expectations, amounts that do not cover, a block that costs too much) ends in running again what it concerns, in the
 * worst case everything, in block order. Confined to the engine's lane, which waits for the workers.
 */
final class ParallelStage {
    private final TransactionRun run;
    private final TaskRunner runner;
    private final Planner.Thresholds thresholds;
    private final Expectations expectations;

    ParallelStage(TransactionRun run, Expectations expectations, TaskRunner runner, Planner.Thresholds thresholds) {
        this.thresholds = thresholds;
        this.run = run;
        this.runner = runner;
        this.expectations = expectations;
    }

    /** What the transaction's calls will probably cost; 0 when nothing is known of them. */
    long costOf(CheckedTransaction transaction, StateView state) {
        return expectations.costOf(transaction, state);
    }

    /** Fills in the receipts and leaves the transactions' changes in {@code state}, until the block's cost is used up. */
    ExecutionReport run(Receipts.Block block, Overlay state, Receipts receipts) {
        List<Expectations.Guess> guesses = guess(block.transactions(), state.shared());
        List<Expected> expected = new ArrayList<>(guesses.size());
        long cost = 0;
        for (Expectations.Guess guess : guesses) {
            expected.add(guess.expected());
            cost += guess.expected().cost();
        }
        if (cost < thresholds.fork()) {
            receipts.runInOrder(0, run, block, state);
            learnCosts(guesses, receipts);
            return ExecutionReport.inline(receipts.count());
        }
        BlockPlan plan = Planner.plan(expected, runner.workers(), thresholds);
        if (plan.tasks().size() < 2) {
            receipts.runInOrder(0, run, block, state);
            learnCosts(guesses, receipts);
            return ExecutionReport.of(plan, runner.workers(), receipts.count(), 0, List.of());
        }
        TaskRun tasks = new TaskRun(plan, guesses, block, run, state.shared(), receipts);
        runner.run(tasks);
        if (tasks.isSpent()) {
            receipts.clear();
            receipts.runInOrder(0, run, block, state);
            return ExecutionReport.of(plan, runner.workers(), receipts.count(), plan.serialFrom(), List.of());
        }
        int reexecuted = settle(tasks, block, state, receipts);
        receipts.runInOrder(plan.serialFrom(), run, block, state);
        List<ExecutionReport.Surprise> surprises = learn(guesses, tasks, receipts);
        return ExecutionReport.of(plan, runner.workers(), receipts.count(), reexecuted, surprises);
    }

    /** What is expected of each: asked on all workers where there is much to ask. */
    private List<Expectations.Guess> guess(List<CheckedTransaction> transactions, StateView state) {
        Guessing guessing = new Guessing(transactions, expectations, state);
        if (guessing.size() > 1) {
            runner.run(guessing);
        } else {
            guessing.run(0);
        }
        return guessing.guesses();
    }

    private int settle(TaskRun tasks, Receipts.Block block, Overlay state, Receipts receipts) {
        Join join = new Join(state, tasks.overlays(), tasks.plan().slots());
        List<StateKey> unordered = join.unordered();
        Repair repair = new Repair(tasks, block, run, receipts, unordered);
        if (repair.isNeeded()) {
            repair.walk(state);
            return repair.reexecuted();
        }
        join.apply();
        tasks.putSlots(state);
        return 0;
    }

    private void learnCosts(List<Expectations.Guess> guesses, Receipts receipts) {
        for (int i = 0; i < receipts.count() && receipts.ran(i); i++) {
            expectations.learnCost(guesses.get(i), receipts.get(i).cost());
        }
    }

    private List<ExecutionReport.Surprise> learn(List<Expectations.Guess> guesses, TaskRun tasks, Receipts receipts) {
        learnCosts(guesses, receipts);
        Expectations.Lesson lesson = expectations.new Lesson();
        Set<ExecutionReport.Surprise> surprises = new LinkedHashSet<>();
        for (int i = 0; i < tasks.plan().serialFrom(); i++) {
            List<KeyUse> unexpected = tasks.unexpected(i);
            lesson.learn(guesses.get(i), tasks.met(i), unexpected);
            if (!unexpected.isEmpty() && surprises.size() < ExecutionReport.SURPRISES_MAX) {
                for (Expectations.CallId call : guesses.get(i).calls()) {
                    surprises.add(new ExecutionReport.Surprise(
                            call.contract(), call.method().method()));
                }
            }
        }
        return List.copyOf(surprises);
    }
}
