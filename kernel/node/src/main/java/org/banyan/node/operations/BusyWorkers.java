package org.banyan.node.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;

/** A runner that counts how many of its workers are at work, for all chains of the process. Whoever closes it closes the runner. Thread-safe. */
final class BusyWorkers implements TaskRunner {
    private static final double NANOS = 1e9;

    private final TaskRunner runner;
    private final AtomicInteger busy = new AtomicInteger();
    private final LongAdder nanos = new LongAdder();

    BusyWorkers(MeterRegistry registry, TaskRunner runner) {
        this.runner = runner;
        registry.gauge("banyan_exec_workers_busy", busy);
        registry.gauge("banyan_exec_workers", this, BusyWorkers::workers);
        FunctionCounter.builder("banyan_exec_workers_busy_seconds", nanos, sum -> sum.sum() / NANOS)
                .register(registry);
    }

    @Override
    public int workers() {
        return runner.workers();
    }

    @Override
    public void run(TaskGraph graph) {
        runner.run(new Counted(graph));
    }

    @Override
    public void close() {
        runner.close();
    }

    private final class Counted implements TaskGraph {
        private final TaskGraph graph;

        private Counted(TaskGraph graph) {
            this.graph = graph;
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
            long since = System.nanoTime();
            busy.incrementAndGet();
            try {
                graph.run(task);
            } finally {
                busy.decrementAndGet();
                nanos.add(System.nanoTime() - since);
            }
        }
    }
}
