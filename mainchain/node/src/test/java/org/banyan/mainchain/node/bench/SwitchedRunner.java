package org.banyan.mainchain.node.bench;

import org.banyan.core.execution.SequentialRunner;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;

/** A runner that leaves all work to the caller while {@link Workers} do: the same code on one core. */
final class SwitchedRunner implements TaskRunner {
    private final TaskRunner runner;
    private final Workers workers;

    SwitchedRunner(TaskRunner runner, Workers workers) {
        this.runner = runner;
        this.workers = workers;
    }

    @Override
    public int workers() {
        return runner.workers();
    }

    @Override
    public void run(TaskGraph graph) {
        if (workers.isAlone()) {
            new SequentialRunner().run(graph);
        } else {
            runner.run(graph);
        }
    }

    @Override
    public void close() {
        runner.close();
    }
}
