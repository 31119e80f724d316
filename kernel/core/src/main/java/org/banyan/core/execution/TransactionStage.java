package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.ExecutionReport.Way;
import org.banyan.core.execution.ExecutionWatch.Phase;
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
 * Runs a block's transactions, on several workers where that pays, with the result that they have one after another, and learns from them what such calls
 * cost. DESIGN.md 4, aelf whitepaper 5.2.3.
 *
 * <p>Whatever goes wrong on the way (expectations, amounts that do not cover, a block that costs too much) ends in running again what it concerns, in the
 * worst case everything, in block order. Confined to the engine's lane, which waits for the workers.
 */
final class TransactionStage implements BlockStage {
    /** Transactions of a block that are looked at to tell whether a plan pays, and to learn from when there is none. */
    static final int SAMPLE = 64;

    /** Costlier transactions than usual that are learned from beside those. */
    private static final int COSTLY_MAX = 64;

    /** Costlier than usual is what costs this many times as much as the average. */
    private static final int COSTLY_TIMES = 4;

    private final ChainRules rules;
    private final TransactionRun run;
    private final TaskRunner runner;
    private final Planner.Thresholds thresholds;
    private final Expectations expectations;

    TransactionStage(
            ChainRules rules,
            TransactionRun run,
            Expectations expectations,
            TaskRunner runner,
            Planner.Thresholds thresholds) {
        this.rules = rules;
        this.thresholds = thresholds;
        this.run = run;
        this.runner = runner;
        this.expectations = expectations;
    }

    Expectations expectations() {
        return expectations;
    }

    int workers() {
        return runner.workers();
    }

    /** What is expected of a transaction before it is in a block; empty when it is not worth a plan. */
    Optional<Expected> expected(CheckedTransaction transaction, Prospects prospects) {
        return runner.workers() > 1 && isWorthAPlan(prospects.workOf(transaction))
                ? Optional.of(expectations.of(transaction, prospects.state()).expected())
                : Optional.empty();
    }

    private boolean isWorthAPlan(long work) {
        return work / runner.workers() * (runner.workers() - 1) >= thresholds.plan();
    }

    @Override
    public ExecutionReport run(Receipts.Block block, Overlay state, Receipts receipts, ExecutionWatch.Run heard) {
        heard.begins(Phase.PLAN);
        if (!pays(block.transactions(), state)) {
            heard.begins(Phase.IN_ORDER);
            receipts.runInOrder(0, run, block, state);
            heard.begins(Phase.LEARN);
            learnSomeCosts(block.transactions(), receipts, state);
            return ExecutionReport.inOrder(
                    runner.workers() > 1 ? Way.INLINE : Way.IN_ORDER, runner.workers(), receipts.count());
        }
        List<Expectations.Guess> guesses = guess(block.transactions(), state.shared());
        List<Expected> expected = new ArrayList<>(guesses.size());
        guesses.forEach(guess -> expected.add(guess.expected()));
        BlockPlan plan = Planner.plan(expected, runner.workers(), thresholds);
        if (plan.tasks().size() < 2) {
            heard.begins(Phase.IN_ORDER);
            receipts.runInOrder(0, run, block, state);
            heard.begins(Phase.LEARN);
            learnCosts(guesses, receipts);
            return ExecutionReport.planned(Way.UNDIVIDED, plan, runner.workers(), receipts.count());
        }
        TaskRun tasks = new TaskRun(plan, guesses, block, run, state.shared(), receipts);
        heard.begins(Phase.TASKS);
        runner.run(heard.heard(tasks));
        if (tasks.isSpent()) {
            heard.begins(Phase.IN_ORDER);
            receipts.clear();
            receipts.runInOrder(0, run, block, state);
            return ExecutionReport.planned(Way.ABANDONED, plan, runner.workers(), receipts.count());
        }
        heard.begins(Phase.REPAIR);
        List<ExecutionReport.Repeated> repeated = settle(tasks, block, state, receipts);
        heard.begins(Phase.IN_ORDER);
        receipts.runInOrder(plan.serialFrom(), run, block, state);
        heard.begins(Phase.LEARN);
        List<ExecutionReport.Surprise> surprises = learn(guesses, tasks, receipts);
        return new ExecutionReport(
                Way.PLANNED, Optional.of(plan), runner.workers(), receipts.count(), repeated, surprises);
    }

    /**
     * Whether a plan saves more than it costs, as far as some of the transactions tell: the block must be worth waking workers for, and its transactions, but
     * for what their bytes and signatures are charged with, more than planning them.
     */
    private boolean pays(List<CheckedTransaction> transactions, Overlay state) {
        int count = transactions.size();
        if (runner.workers() < 2 || count < 2) {
            return false;
        }
        Prospects prospects = new Prospects(rules, run.directory(), expectations, state);
        int looked = Math.min(count, SAMPLE);
        long work = 0;
        for (int i = 0; i < looked; i++) {
            work += prospects.workOf(transactions.get(sampled(i, looked, count)));
        }
        long usual = work / looked;
        return usual * count >= thresholds.fork() && isWorthAPlan(usual);
    }

    /** The {@code i}th of {@code looked} places spread over a block. */
    private static int sampled(int i, int looked, int count) {
        return (int) ((long) i * count / looked);
    }

    /** From transactions spread over the block, and from those that cost far more than the others: whoever fills a block must know them. */
    private void learnSomeCosts(List<CheckedTransaction> transactions, Receipts receipts, StateView state) {
        long total = 0;
        int ran = 0;
        while (ran < receipts.count() && receipts.ran(ran)) {
            total += receipts.get(ran).cost();
            ran++;
        }
        int looked = Math.min(ran, SAMPLE);
        for (int i = 0; i < looked; i++) {
            int place = sampled(i, looked, ran);
            expectations.learnCost(
                    transactions.get(place), state, receipts.get(place).cost());
        }
        long usual = ran == 0 ? 0 : total / ran;
        int costly = 0;
        for (int i = 0; i < ran && ran > looked && costly < COSTLY_MAX; i++) {
            if (receipts.get(i).cost() / COSTLY_TIMES > usual) {
                expectations.learnCost(
                        transactions.get(i), state, receipts.get(i).cost());
                costly++;
            }
        }
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

    private List<ExecutionReport.Repeated> settle(
            TaskRun tasks, Receipts.Block block, Overlay state, Receipts receipts) {
        Join join = new Join(state, tasks.overlays(), tasks.plan().slots());
        List<StateKey> unordered = join.unordered();
        Repair repair = new Repair(tasks, block, run, receipts, unordered);
        if (repair.isNeeded()) {
            repair.walk(state);
            return repair.repeated();
        }
        join.apply();
        tasks.putSlots(state);
        return List.of();
    }

    private void learnCosts(List<Expectations.Guess> guesses, Receipts receipts) {
        for (int i = 0; i < receipts.count() && receipts.ran(i); i++) {
            expectations.learnCost(guesses.get(i), receipts.get(i).cost());
        }
    }

    private List<ExecutionReport.Surprise> learn(List<Expectations.Guess> guesses, TaskRun tasks, Receipts receipts) {
        learnCosts(guesses, receipts);
        Expectations.Lesson lesson = expectations.new Lesson();
        Surprises surprises = new Surprises();
        for (int i = 0; i < tasks.plan().serialFrom(); i++) {
            List<KeyUse> unexpected = tasks.unexpected(i);
            lesson.learn(guesses.get(i), tasks.met(i), unexpected);
            if (!unexpected.isEmpty()) {
                surprises.add(guesses.get(i), unexpected.getFirst());
            }
        }
        return surprises.all();
    }
}
