package org.banyan.spi.execution;

/** Tasks 0 to {@link #size} - 1 and the order that they need, most urgent first. Thread-safe. */
public interface TaskGraph {
    int size();

    /** How many tasks must be done before {@code task} starts; all of them have smaller numbers. */
    int predecessors(int task);

    /** The tasks that wait for {@code task}. */
    int[] successors(int task);

    /** Does the work, on any thread. May be called again after it threw. */
    void run(int task);
}
