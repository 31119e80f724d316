package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.ExecutionReport.Cause;
import org.banyan.core.execution.ExecutionReport.Repeated;
import org.banyan.core.execution.plan.BlockPlan;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.Step;
import org.banyan.types.Address;

/**
 * Makes the result of a parallel run that of the sequential one after transactions touched what nobody expected of them: walks through the block once and runs
 * again, in its place and on its true inputs, each transaction that may have seen something else, and what depends on it. The others keep what they did.
 *
 * <p>A transaction keeps its result when every key that it touched held what it holds in the sequential run. By induction over the block: the keys that
 * nobody wrote, that its own task wrote, or that the plan kept in order, did; the others are {@code contested}, {@code unordered} or {@code dirty} here.
 */
final class Repair {
    private final TaskRun tasks;
    private final Receipts.Block block;
    private final TransactionRun run;
    private final Receipts receipts;
    private final int[] taskOf;
    private final List<List<Step>> steps = new ArrayList<>();
    private final int[] positions;

    /** Keys that somebody touched unexpectedly and others use too, with the first transaction that may write them. */
    private final Map<StateKey, Integer> contested = new LinkedHashMap<>();

    /** Amounts whose moves depend on their order after all. */
    private final Set<StateKey> unordered;

    /** Keys that a repeated transaction left, now or in its first run, other than its first run. */
    private final Set<StateKey> dirty = new LinkedHashSet<>();

    private final Set<Address> dirtyContracts = new LinkedHashSet<>();
    private final List<Repeated> repeated = new ArrayList<>();

    Repair(TaskRun tasks, Receipts.Block block, TransactionRun run, Receipts receipts, List<StateKey> unordered) {
        this.tasks = tasks;
        this.block = block;
        this.run = run;
        this.receipts = receipts;
        this.unordered = new LinkedHashSet<>(unordered);
        this.taskOf = new int[tasks.plan().serialFrom()];
        List<BlockPlan.Task> planned = tasks.plan().tasks();
        for (int task = 0; task < planned.size(); task++) {
            for (int transaction : planned.get(task).transactions()) {
                taskOf[transaction] = task;
            }
        }
        this.positions = new int[planned.size()];
        findContested();
    }

    /** Whether anybody touched anything that somebody else may have changed. */
    boolean isNeeded() {
        return !contested.isEmpty() || !unordered.isEmpty() || !dirtyContracts.isEmpty() || anyUnexpectedRange();
    }

    private boolean anyUnexpectedRange() {
        for (int i = 0; i < taskOf.length; i++) {
            if (tasks.unexpected(i).stream().anyMatch(KeyUse::prefix)) {
                return true;
            }
        }
        return false;
    }

    private void findContested() {
        Map<StateKey, List<Touch>> touches = new LinkedHashMap<>();
        Set<Address> ranges = new LinkedHashSet<>();
        Map<Address, Integer> rangeWriters = new LinkedHashMap<>();
        for (int i = 0; i < taskOf.length; i++) {
            for (KeyUse use : tasks.unexpected(i)) {
                if (!use.prefix()) {
                    touches.computeIfAbsent(use.key(), unused -> new ArrayList<>())
                            .add(new Touch(i, use.mode()));
                }
            }
            for (KeyUse use : tasks.expected(i).uses()) {
                if (use.prefix()) {
                    ranges.add(use.key().contract());
                    if (use.mode() != Mode.READ) {
                        rangeWriters.putIfAbsent(use.key().contract(), i);
                    }
                }
            }
        }
        if (touches.isEmpty()) {
            return;
        }
        touches.forEach((key, who) -> {
            if (ranges.contains(key.contract()) && who.stream().anyMatch(touch -> touch.mode != Mode.READ)) {
                dirtyContracts.add(key.contract());
            }
        });
        for (int i = 0; i < taskOf.length; i++) {
            for (KeyUse use : tasks.expected(i).uses()) {
                List<Touch> known = touches.get(use.key());
                if (known != null && !use.prefix()) {
                    known.add(new Touch(i, use.mode()));
                }
            }
        }
        touches.forEach((key, who) -> {
            Integer rangeWriter = rangeWriters.get(key.contract());
            if (rangeWriter != null) {
                contested.put(key, rangeWriter);
            }
            if (isContested(who)) {
                int first = who.stream()
                        .filter(touch -> touch.mode != Mode.READ)
                        .mapToInt(touch -> touch.transaction)
                        .min()
                        .orElseThrow();
                contested.merge(key, first, Math::min);
            }
        });
    }

    private record Touch(int transaction, Mode mode) {}

    /** Whether tasks conflict on the key: somebody writes it, or moves what somebody reads. */
    private boolean isContested(List<Touch> who) {
        int task = taskOf[who.getFirst().transaction];
        boolean several = false;
        boolean read = false;
        boolean moved = false;
        boolean written = false;
        for (Touch touch : who) {
            several |= taskOf[touch.transaction] != task;
            read |= touch.mode == Mode.READ;
            written |= touch.mode == Mode.WRITE;
            moved |= touch.mode == Mode.ADD || touch.mode == Mode.TAKE;
        }
        return several && (written || moved && read);
    }

    /**
     * Leaves the sequential result in {@code state}, which is that of block start. Stops, as the sequential run does, behind the transaction that uses up the
     * block's cost: first runs may have been cheap because they failed early, and repeating all of them must not cost more than a block may.
     */
    void walk(Overlay state) {
        tasks.overlays().forEach(overlay -> steps.add(overlay.stepsSince(0)));
        long cost = 0;
        for (int i = 0; i < taskOf.length && cost <= block.costMax(); i++) {
            List<Step> own = stepsOf(i);
            Optional<Repeated> doubt = doubt(i);
            if (doubt.isPresent()) {
                repeated.add(doubt.get());
                repeat(i, own, state);
            } else {
                own.forEach(step -> step.repeatOn(state));
            }
            cost += receipts.get(i).cost();
        }
    }

    private List<Step> stepsOf(int transaction) {
        int task = taskOf[transaction];
        int from = positions[task];
        positions[task] = tasks.end(transaction);
        return steps.get(task).subList(from, positions[task]);
    }

    /** Why the transaction cannot keep its result, if it cannot. */
    private Optional<Repeated> doubt(int transaction) {
        for (KeyUse use : tasks.unexpected(transaction)) {
            if (use.prefix() || isContested(use.key(), transaction)) {
                return Optional.of(new Repeated(transaction, Cause.UNDECLARED, use.key()));
            }
            if (isChanged(use.key())) {
                return Optional.of(changed(use.key(), transaction));
            }
        }
        for (KeyUse use : tasks.expected(transaction).uses()) {
            if (use.prefix()) {
                if (dirtyContracts.contains(use.key().contract())) {
                    return Optional.of(new Repeated(transaction, Cause.FOLLOWING, use.key()));
                }
            } else if (isChanged(use.key())) {
                return Optional.of(changed(use.key(), transaction));
            } else if (isContested(use.key(), transaction)) {
                return Optional.of(new Repeated(transaction, Cause.CONTESTED, use.key()));
            }
        }
        return Optional.empty();
    }

    private boolean isChanged(StateKey key) {
        return dirty.contains(key) || unordered.contains(key);
    }

    private Repeated changed(StateKey key, int transaction) {
        if (!unordered.contains(key)) {
            return new Repeated(transaction, Cause.FOLLOWING, key);
        }
        return new Repeated(transaction, contested.containsKey(key) ? Cause.CONTESTED : Cause.UNORDERED, key);
    }

    private boolean isContested(StateKey key, int transaction) {
        Integer firstWriter = contested.get(key);
        return firstWriter != null
                && (transaction > firstWriter || tasks.plan().slots().contains(key));
    }

    private void repeat(int transaction, List<Step> before, Overlay state) {
        int mark = state.mark();
        receipts.set(
                transaction,
                run.run(block.transactions().get(transaction), state, block.environment(), AccessListener.NONE));
        Map<StateKey, Step.Effect> first = Step.effects(before);
        Map<StateKey, Step.Effect> now = Step.effects(state.stepsSince(mark));
        first.forEach((key, change) -> {
            if (!change.equals(now.get(key))) {
                soil(key);
            }
        });
        now.keySet().stream().filter(key -> !first.containsKey(key)).forEach(this::soil);
    }

    private void soil(StateKey key) {
        dirty.add(key);
        dirtyContracts.add(key.contract());
    }

    /** What was run again, in block order. */
    List<Repeated> repeated() {
        return repeated;
    }
}
