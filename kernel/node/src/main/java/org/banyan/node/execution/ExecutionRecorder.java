package org.banyan.node.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.execution.ExecutionWatch;
import org.banyan.spi.execution.TaskGraph;
import org.jspecify.annotations.Nullable;

/** Takes the time of one chain's runs: of the phases, and of each task on the worker that runs it. Thread-safe: a block may run while another is stored. */
public final class ExecutionRecorder implements ExecutionWatch {
    /** Runs whose times wait for their block: a built block may be sealed after others were imported. */
    private static final int UNCLAIMED_MAX = 8;

    private static final long[] NO_TIMES = {};
    private static final int[] NO_WORKERS = {};

    private final Deque<Timed> unclaimed = new ArrayDeque<>();

    private record Timed(ExecutionReport report, ExecutionTimes times) {}

    @Override
    public Run start() {
        return new TimedRun();
    }

    private synchronized void keep(Timed timed) {
        if (unclaimed.size() >= UNCLAIMED_MAX) {
            unclaimed.removeFirst();
        }
        unclaimed.add(timed);
    }

    /** The times of the run that this very report is of, once. */
    synchronized Optional<ExecutionTimes> claim(ExecutionReport report) {
        for (Timed timed : unclaimed) {
            if (timed.report == report) {
                unclaimed.remove(timed);
                return Optional.of(timed.times);
            }
        }
        return Optional.empty();
    }

    private final class TimedRun implements Run {
        private final Map<Phase, Long> phases = new EnumMap<>(Phase.class);
        private @Nullable Phase phase;
        private long since;
        private @Nullable TimedTasks tasks;

        @Override
        public void begins(Phase next) {
            long now = System.nanoTime();
            close(now);
            phase = next;
            since = now;
        }

        private void close(long now) {
            if (phase != null) {
                phases.merge(phase, now - since, Long::sum);
            }
        }

        @Override
        public TaskGraph heard(TaskGraph graph) {
            TimedTasks timed = new TimedTasks(graph, System.nanoTime());
            tasks = timed;
            return timed;
        }

        @Override
        public void done(ExecutionReport report) {
            close(System.nanoTime());
            TimedTasks ran = tasks;
            keep(new Timed(
                    report,
                    ran == null
                            ? new ExecutionTimes(phases, NO_TIMES, NO_TIMES, NO_WORKERS)
                            : new ExecutionTimes(phases, ran.starts, ran.nanos, ran.workers)));
        }
    }

    /** Each worker writes the places of its own tasks. A task that is run again is timed again. */
    private static final class TimedTasks implements TaskGraph {
        private final TaskGraph graph;
        private final long began;
        private final long[] starts;
        private final long[] nanos;
        private final int[] workers;
        private final Map<Thread, Integer> known = new ConcurrentHashMap<>();
        private final AtomicInteger next = new AtomicInteger();

        private TimedTasks(TaskGraph graph, long began) {
            this.graph = graph;
            this.began = began;
            this.starts = new long[graph.size()];
            this.nanos = new long[graph.size()];
            this.workers = new int[graph.size()];
        }

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
            workers[task] = known.computeIfAbsent(Thread.currentThread(), thread -> next.getAndIncrement());
            long start = System.nanoTime();
            starts[task] = start - began;
            graph.run(task);
            nanos[task] = System.nanoTime() - start;
        }
    }
}
