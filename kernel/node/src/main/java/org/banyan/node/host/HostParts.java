package org.banyan.node.host;

import java.util.concurrent.Executor;
import java.util.function.Function;
import org.banyan.node.chain.ChainObserver;
import org.banyan.node.chain.Lane;
import org.banyan.node.chain.VerifyHelp;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.time.TimeSource;

/**
 * What a process gives all its chains.
 *
 * @param workers checks signatures; shared, because a chain at rest needs none
 * @param help what the workers have of other machines; closed by whoever made it
 * @param runner runs blocks; shared, and closed by whoever made it
 * @param lanes makes the lane of the chain of that name
 * @param observers makes the observer of the chain that the plan describes
 * @param failures is told when a chain cannot go on
 */
public record HostParts(
        Plugins plugins,
        TimeSource time,
        Executor workers,
        VerifyHelp help,
        TaskRunner runner,
        Function<String, Lane> lanes,
        Function<ChainPlan, ChainObserver> observers,
        FailureListener failures) {
    /** A process whose workers have no help. */
    public HostParts(
            Plugins plugins,
            TimeSource time,
            Executor workers,
            TaskRunner runner,
            Function<String, Lane> lanes,
            Function<ChainPlan, ChainObserver> observers,
            FailureListener failures) {
        this(plugins, time, workers, VerifyHelp.NONE, runner, lanes, observers, failures);
    }

    /** Called once per failed chain, on any thread; must not wait for the chain. */
    @FunctionalInterface
    public interface FailureListener {
        void failed(String chain, Throwable failure);
    }
}
