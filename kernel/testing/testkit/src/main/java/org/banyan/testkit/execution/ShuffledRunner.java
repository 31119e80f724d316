package org.banyan.testkit.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;

/**
 * Any number of workers on the caller's thread: runs the tasks in an order that a seed chooses among those that the graph allows, and some of them twice, as
 * if their worker had broken down at the end.
 */
public final class ShuffledRunner implements TaskRunner {
    private static final int AGAIN_ONE_IN = 10;

    private final int workers;
    private final SplittableRandom order;

    public ShuffledRunner(int workers, SplittableRandom order) {
        this.workers = workers;
        this.order = order;
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public void run(TaskGraph graph) {
        int[] waitsFor = new int[graph.size()];
        List<Integer> ready = new ArrayList<>();
        for (int task = 0; task < waitsFor.length; task++) {
            waitsFor[task] = graph.predecessors(task);
            if (waitsFor[task] == 0) {
                ready.add(task);
            }
        }
        while (!ready.isEmpty()) {
            int task = ready.remove(order.nextInt(ready.size()));
            graph.run(task);
            if (order.nextInt(AGAIN_ONE_IN) == 0) {
                graph.run(task);
            }
            for (int next : graph.successors(task)) {
                if (--waitsFor[next] == 0) {
                    ready.add(next);
                }
            }
        }
    }

    @Override
    public void close() {}
}
