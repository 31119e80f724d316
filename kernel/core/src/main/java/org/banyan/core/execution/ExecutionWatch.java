package org.banyan.core.execution;

import org.banyan.spi.execution.TaskGraph;

/**
 * Is told where the runs of blocks stand, so that who has a clock can say what took how long. The core has none, and no result depends on what it hears.
 *
 * <p>Implemented by the node. Must be quick and must not throw.
 */
@FunctionalInterface
public interface ExecutionWatch {
    /** Hears nothing. */
    ExecutionWatch NONE = () -> Run.UNHEARD;

    /** A run begins. Runs of successive blocks may overlap, each on a thread of its own. */
    Run start();

    /** What follows one another when a block is run. A block that is not planned has none of {@link #TASKS} and {@link #REPAIR}. */
    enum Phase {
        /** Fees are reserved, inherents are handed to their contracts. */
        START,
        /** Expected keys and costs of the transactions, and the plan from them. */
        PLAN,
        /** Tasks run on the workers. */
        TASKS,
        /** What the tasks left is joined; what touched something unexpected is run again at its place. */
        REPAIR,
        /** Transactions run one after another: the serial tail, or all of them. */
        IN_ORDER,
        /** What the run taught about methods is kept for the next plans. */
        LEARN,
        /** Fees are settled. */
        SETTLE
    }

    /** One run of a block. Confined to the thread that runs the block but for the tasks; a run that ends otherwise than {@link #done} is forgotten. */
    interface Run {
        /** Hears nothing. */
        Run UNHEARD = new Run() {};

        /** The phase begins and ends the one before. */
        default void begins(Phase phase) {}

        /** The tasks as they are to be run: the same, each heard on the worker that runs it. */
        default TaskGraph heard(TaskGraph tasks) {
            return tasks;
        }

        /** The last phase is over. The report is the very object that the block's effect will carry, if the block is taken in. */
        default void done(ExecutionReport report) {}
    }
}
