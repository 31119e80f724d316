package org.banyan.drivers.exec.akka;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.banyan.spi.execution.TaskGraph;
import org.jspecify.annotations.Nullable;

/** One graph while workers carry it out. Thread-safe and without locks. */
final class Job {
    /** How often a task is started before its failure is the job's. */
    static final int ATTEMPTS_MAX = 3;

    /** How often an idle worker looks again before it rests. */
    private static final int SPINS = 2_000;

    private static final long REST_NANOS = 20_000;

    private final TaskGraph graph;
    private final Queue<Integer> ready = new ConcurrentLinkedQueue<>();
    private final AtomicIntegerArray waitsFor;
    private final AtomicIntegerArray attempts;
    private final AtomicInteger unfinished;
    private final AtomicInteger unstarted;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Job(TaskGraph graph) {
        this.graph = graph;
        int size = graph.size();
        this.waitsFor = new AtomicIntegerArray(size);
        this.attempts = new AtomicIntegerArray(size);
        this.unfinished = new AtomicInteger(size);
        this.unstarted = new AtomicInteger(size);
        for (int task = 0; task < size; task++) {
            waitsFor.set(task, graph.predecessors(task));
            if (graph.predecessors(task) == 0) {
                ready.add(task);
            }
        }
    }

    /**
     * Works as the caller, until everything is done by whomever.
     *
     * @throws RuntimeException the failure of a task that did not help itself
     */
    void finish() {
        int idle = 0;
        while (unfinished.get() > 0 && failure.get() == null) {
            try {
                idle = next() ? 0 : rest(idle);
            } catch (RuntimeException | Error brokenDown) {
                // The task went back to the others, or is the job's failure now.
                idle = 0;
            }
        }
        Throwable failed = failure.get();
        if (failed == null) {
            return;
        }
        // Nobody may still write into what the caller owns.
        while (running.get() > 0) {
            LockSupport.parkNanos(REST_NANOS);
        }
        if (failed instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failed;
    }

    /**
     * Works as one of the workers, until every task is started: whoever waited for others to finish could not help with the graph that one of them runs. A task
     * that throws goes back to the others, at last to the caller, and breaks the worker down.
     */
    void work() {
        int idle = 0;
        while (unstarted.get() > 0 && failure.get() == null) {
            idle = next() ? 0 : rest(idle);
        }
    }

    private static int rest(int idle) {
        if (idle < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(REST_NANOS);
        }
        return idle + 1;
    }

    /** Runs a task that is ready, if there is one. */
    private boolean next() {
        running.incrementAndGet();
        try {
            Integer task = failure.get() == null ? ready.poll() : null;
            if (task == null) {
                return false;
            }
            unstarted.decrementAndGet();
            attempt(task);
            return true;
        } finally {
            running.decrementAndGet();
        }
    }

    private void attempt(int task) {
        try {
            graph.run(task);
        } catch (RuntimeException | Error thrown) {
            // An invariant that does not hold stops the node; anything else may have been the worker.
            if (thrown instanceof IllegalStateException || attempts.incrementAndGet(task) >= ATTEMPTS_MAX) {
                failure.compareAndSet(null, thrown);
            } else {
                unstarted.incrementAndGet();
                ready.add(task);
            }
            throw thrown;
        }
        for (int next : graph.successors(task)) {
            if (waitsFor.decrementAndGet(next) == 0) {
                ready.add(next);
            }
        }
        unfinished.decrementAndGet();
    }
}
