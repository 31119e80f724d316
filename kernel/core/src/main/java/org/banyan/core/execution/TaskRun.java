package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.banyan.core.execution.plan.BlockPlan;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One block's plan while workers carry it out. Each task has an overlay of its own over the state at block start; tasks of a split group hand the values of
 * their common keys on through slots, which the graph's arrows keep in order. So nothing here needs a lock.
 */
final class TaskRun implements TaskGraph {
    /** A worker looks whether the block's cost is used up after this many transactions, and sooner after costly ones. */
    private static final int LOOK_EVERY = 16;

    /** Costly is what takes one in this many parts of the block's cost. */
    private static final int COSTLY_PART = 64;

    private final BlockPlan plan;
    private final List<Expectations.Guess> guesses;
    private final Receipts.Block block;
    private final TransactionRun run;
    private final StateView start;
    private final Receipts receipts;
    private final Map<StateKey, Slot> slots = new LinkedHashMap<>();
    private final int[][] successors;
    private final Overlay[] overlays;
    private final int[] ends;
    private final List<List<KeyUse>> unexpected;
    private final long[] met;
    private final long[] spent;

    /** Whether a task left transactions out; what it saw spent then may be less now, when another task ran again. */
    private boolean stopped;

    /** The value that a split group's last finished writer left, and what that writer found: it may have to run again. */
    private static final class Slot {
        private @Nullable Optional<Bytes> found;
        private @Nullable Optional<Bytes> left;
        private int writer = -1;

        private void leave(int task, Optional<Bytes> value) {
            if (writer != task) {
                found = left;
                writer = task;
            }
            left = value;
        }

        private @Nullable Optional<Bytes> valueFor(int task) {
            return writer == task ? found : left;
        }
    }

    TaskRun(
            BlockPlan plan,
            List<Expectations.Guess> guesses,
            Receipts.Block block,
            TransactionRun run,
            StateView start,
            Receipts receipts) {
        this.plan = plan;
        this.guesses = guesses;
        this.block = block;
        this.run = run;
        this.start = start;
        this.receipts = receipts;
        int tasks = plan.tasks().size();
        plan.slots().forEach(key -> slots.put(key, new Slot()));
        this.successors = new int[tasks][];
        for (int task = 0; task < tasks; task++) {
            successors[task] = plan.tasks().get(task).successors().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        this.overlays = new Overlay[tasks];
        this.ends = new int[plan.serialFrom()];
        this.unexpected = new ArrayList<>(Collections.nCopies(plan.serialFrom(), List.of()));
        this.met = new long[plan.serialFrom()];
        this.spent = new long[tasks];
    }

    @Override
    public int size() {
        return successors.length;
    }

    @Override
    public int predecessors(int task) {
        return plan.tasks().get(task).predecessors();
    }

    @Override
    public int[] successors(int task) {
        return successors[task];
    }

    @Override
    public void run(int task) {
        BlockPlan.Task own = plan.tasks().get(task);
        Overlay overlay = Overlay.joinable(own.split() ? new SlotView(task) : start);
        long cost = 0;
        int since = 0;
        long lookedAt = 0;
        for (int index : own.transactions()) {
            Touches touches = new Touches(guesses.get(index));
            var receipt = run.run(block.transactions().get(index), overlay, block.environment(), touches);
            receipts.set(index, receipt);
            ends[index] = overlay.mark();
            unexpected.set(index, touches.unexpected());
            met[index] = touches.met();
            cost += receipt.cost();
            spent[task] = cost;
            if (++since == LOOK_EVERY || cost - lookedAt > block.costMax() / COSTLY_PART) {
                since = 0;
                lookedAt = cost;
                if (isSpent()) {
                    stopped = true;
                    break;
                }
            }
        }
        overlays[task] = overlay;
        if (own.split()) {
            overlay.forEachWritten((key, value) -> {
                Slot slot = slots.get(key);
                if (slot != null) {
                    slot.leave(task, value);
                }
            });
        }
    }

    /** Whether the block costs more than it may: a guess while workers run. Afterwards, whether it must run one transaction after another to tell. */
    boolean isSpent() {
        long sum = 0;
        for (long each : spent) {
            sum += each;
        }
        return stopped || sum > block.costMax();
    }

    BlockPlan plan() {
        return plan;
    }

    Expected expected(int transaction) {
        return guesses.get(transaction).expected();
    }

    List<Overlay> overlays() {
        return List.of(overlays);
    }

    /** What the transaction touched beyond what was expected. */
    List<KeyUse> unexpected(int transaction) {
        return unexpected.get(transaction);
    }

    /** Which of the keys that earlier calls taught it touched: a bit for each. */
    long met(int transaction) {
        return met[transaction];
    }

    /** The overlay's mark after the transaction. */
    int end(int transaction) {
        return ends[transaction];
    }

    /** Puts what split groups left into {@code state}. */
    void putSlots(Overlay state) {
        slots.forEach((key, slot) -> {
            Optional<Bytes> value = slot.left;
            if (value != null) {
                value.ifPresentOrElse(present -> state.put(key, present), () -> state.remove(key));
            }
        });
    }

    /** The state at block start with the slots over it. Whole ranges are never read through slots: such groups are not split. */
    private final class SlotView implements StateView {
        private final int task;

        private SlotView(int task) {
            this.task = task;
        }

        @Override
        public Optional<Bytes> get(StateKey key) {
            Slot slot = slots.get(key);
            Optional<Bytes> value = slot == null ? null : slot.valueFor(task);
            return value != null ? value : start.get(key);
        }

        @Override
        public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
            start.scan(contract, prefix, visitor);
        }
    }
}
