package org.banyan.spi.execution;

/**
 * Runs the tasks of a block on workers. What a block means never depends on it: any order that keeps the graph's arrows gives the same result.
 *
 * <p>Called by the engine from its lane, which waits; implemented by drivers. Source: aelf whitepaper 5.2.3, 5.3.3; DESIGN.md 4.
 */
public interface TaskRunner extends AutoCloseable {
    /** How many tasks run at the same time, 1 or more. */
    int workers();

    /**
     * Runs each task after its predecessors and returns when all are done. What a task wrote is visible to its successors and to the caller.
     *
     * <p>A task whose worker breaks down is run again from its beginning, a bounded number of times.
     *
     * @throws RuntimeException what a task threw, when running it again did not help or it says that the node must stop
     */
    void run(TaskGraph graph);

    /** Ends the workers. */
    @Override
    void close();
}
