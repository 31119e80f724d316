package org.banyan.mainchain.node.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;

/** A plain pool that starts a task when its predecessors are done: what the same plan costs without actors. */
final class ForkJoinRunner implements TaskRunner {
    private final ForkJoinPool pool;

    ForkJoinRunner(int workers) {
        this.pool = new ForkJoinPool(workers);
    }

    @Override
    public int workers() {
        return pool.getParallelism();
    }

    @Override
    public void run(TaskGraph graph) {
        CountDownLatch left = new CountDownLatch(graph.size());
        AtomicIntegerArray waitsFor = new AtomicIntegerArray(graph.size());
        for (int task = 0; task < graph.size(); task++) {
            waitsFor.set(task, graph.predecessors(task));
        }
        for (int task = 0; task < graph.size(); task++) {
            if (graph.predecessors(task) == 0) {
                start(graph, task, waitsFor, left);
            }
        }
        try {
            left.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private void start(TaskGraph graph, int task, AtomicIntegerArray waitsFor, CountDownLatch left) {
        pool.execute(() -> {
            graph.run(task);
            for (int next : graph.successors(task)) {
                if (waitsFor.decrementAndGet(next) == 0) {
                    start(graph, next, waitsFor, left);
                }
            }
            left.countDown();
        });
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
