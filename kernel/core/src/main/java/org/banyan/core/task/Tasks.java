package org.banyan.core.task;

import java.util.List;
import org.banyan.spi.execution.TaskGraph;

/** Tasks that have nothing to do with each other, the longest first. A runner may run one again, so each must allow that. */
public record Tasks(List<? extends Runnable> tasks) implements TaskGraph {
    private static final int[] NONE = {};

    public Tasks {
        tasks = List.copyOf(tasks);
    }

    @Override
    public int size() {
        return tasks.size();
    }

    @Override
    public int predecessors(int task) {
        return 0;
    }

    @Override
    public int[] successors(int task) {
        return NONE;
    }

    @Override
    public void run(int task) {
        tasks.get(task).run();
    }
}
