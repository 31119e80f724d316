package org.banyan.core.execution;

import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;

/** One worker, the caller: blocks run in block order and without a plan. */
public final class SequentialRunner implements TaskRunner {
    @Override
    public int workers() {
        return 1;
    }

    @Override
    public void run(TaskGraph graph) {
        for (int task = 0; task < graph.size(); task++) {
            graph.run(task);
        }
    }

    @Override
    public void close() {}
}
