package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.ExecutionReport.Way;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateKey;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.receipt.Status;

/** Runs transactions one after another, notes what each touches, and plans them by what they declare and what they cost. For one block. */
final class TracedStage implements BlockStage {
    private final TransactionRun run;
    private final Expectations expectations;
    private final int workers;
    private final List<TracedTransaction> traced = new ArrayList<>();

    /** @param expectations that know nothing but declarations */
    TracedStage(TransactionRun run, Expectations expectations, int workers) {
        this.run = run;
        this.expectations = expectations;
        this.workers = workers;
    }

    @Override
    public ExecutionReport run(Receipts.Block block, Overlay state, Receipts receipts, ExecutionWatch.Run heard) {
        List<Expectations.Guess> guesses = new ArrayList<>();
        block.transactions().forEach(each -> guesses.add(expectations.of(each, state.shared())));
        List<Expected> expected = new ArrayList<>();
        Surprises surprises = new Surprises();
        long cost = 0;
        for (int i = 0; i < guesses.size() && cost <= block.costMax(); i++) {
            Expectations.Guess guess = guesses.get(i);
            Heard uses = new Heard();
            Receipt receipt = run.run(block.transactions().get(i), state, block.environment(), uses);
            receipts.set(i, receipt);
            cost += receipt.cost();
            expected.add(new Expected(
                    guess.expected().uses(),
                    Math.max(1, receipt.cost()),
                    guess.expected().serial()));
            uses.all.stream()
                    .filter(use -> !guess.expected().covers(use.key(), use.mode(), use.prefix()))
                    .findFirst()
                    .ifPresent(first -> surprises.add(guess, first));
            traced.add(uses.traced(guess, receipt));
        }
        return new ExecutionReport(
                Way.TRACED,
                Optional.of(Planner.plan(expected, workers, Planner.Thresholds.DEFAULT)),
                workers,
                receipts.count(),
                List.of(),
                surprises.all());
    }

    List<TracedTransaction> traced() {
        return traced;
    }

    /** Each use once. */
    private static final class Heard implements AccessListener {
        private final Set<KeyUse> all = new LinkedHashSet<>();
        private boolean cut;

        @Override
        public void touched(StateKey key, Mode mode, boolean prefix) {
            KeyUse use = new KeyUse(key, mode, prefix);
            if (all.size() < TracedTransaction.TOUCHES_MAX) {
                all.add(use);
            } else if (!all.contains(use)) {
                cut = true;
            }
        }

        private TracedTransaction traced(Expectations.Guess guess, Receipt receipt) {
            return new TracedTransaction(
                    guess.calls().stream()
                            .map(call -> new TracedTransaction.Call(
                                    call.contract(), call.method().method()))
                            .toList(),
                    guess.precision(),
                    guess.expected().uses(),
                    List.copyOf(all),
                    cut,
                    guess.expected().serial(),
                    receipt.cost(),
                    receipt.status() == Status.SUCCEEDED);
        }
    }
}
