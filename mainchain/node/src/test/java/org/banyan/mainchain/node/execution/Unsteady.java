package org.banyan.mainchain.node.execution;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.StoreException;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/**
 * A runner whose workers pause at any moment and break down before, in the middle of and after tasks. Each task breaks down once at most, so that it is done
 * in the end.
 */
final class Unsteady implements TaskRunner {
    private static final int PAUSE_ONE_IN = 40;
    private static final int PAUSE_NANOS_MAX = 200_000;
    private static final int BREAK_ONE_IN = 200;

    private final TaskRunner inner;
    private final AtomicLong dice = new AtomicLong(1);
    private final AtomicInteger breakdowns = new AtomicInteger();

    /** Whether the task that this thread runs may still break down; unset outside of tasks. */
    private final ThreadLocal<Boolean> mayBreak = new ThreadLocal<>();

    Unsteady(TaskRunner inner) {
        this.inner = inner;
    }

    /** A worker that is gone: of the kind that is no fault of the contract in whose call it happens. */
    private static final class Breakdown extends StoreException {
        private static final long serialVersionUID = 1;

        private Breakdown() {
            super("the worker broke down");
        }
    }

    int breakdowns() {
        return breakdowns.get();
    }

    @Override
    public int workers() {
        return inner.workers();
    }

    @Override
    public void run(TaskGraph graph) {
        AtomicInteger[] attempts = new AtomicInteger[graph.size()];
        for (int task = 0; task < attempts.length; task++) {
            attempts[task] = new AtomicInteger();
        }
        inner.run(new TaskGraph() {
            @Override
            public int size() {
                return graph.size();
            }

            @Override
            public int predecessors(int task) {
                return graph.predecessors(task);
            }

            @Override
            public int[] successors(int task) {
                return graph.successors(task);
            }

            @Override
            public void run(int task) {
                mayBreak.set(attempts[task].getAndIncrement() == 0);
                try {
                    stumble(BREAK_ONE_IN / 20);
                    graph.run(task);
                    stumble(BREAK_ONE_IN / 20);
                } finally {
                    mayBreak.remove();
                }
            }
        });
    }

    /** The same state, where reading may take a while and is what the worker breaks down in. */
    StateView over(StateView state) {
        return new StateView() {
            @Override
            public Optional<Bytes> get(StateKey key) {
                stumble(BREAK_ONE_IN);
                return state.get(key);
            }

            @Override
            public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
                stumble(BREAK_ONE_IN);
                state.scan(contract, prefix, visitor);
            }
        };
    }

    private void stumble(int breakOneIn) {
        Boolean may = mayBreak.get();
        if (may == null) {
            return;
        }
        if (roll(PAUSE_ONE_IN) == 0) {
            LockSupport.parkNanos(roll(PAUSE_NANOS_MAX));
        }
        if (may && roll(breakOneIn) == 0) {
            mayBreak.set(false);
            breakdowns.incrementAndGet();
            throw new Breakdown();
        }
    }

    /** Not from the block's seed: which thread comes when is chance anyway. */
    private int roll(int bound) {
        long mixed = dice.addAndGet(0x9e3779b97f4a7c15L);
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return (int) Long.remainderUnsigned(mixed ^ mixed >>> 31, bound);
    }

    @Override
    public void close() {
        inner.close();
    }
}
