package org.banyan.drivers.exec.akka;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.banyan.spi.execution.TaskGraph;
import org.banyan.spi.execution.TaskRunner;

/**
 * Workers are actors under one supervisor: each gets one message per block and takes tasks until none is left. The caller works too, so that a block is done
 * even when no actor is free. Thread-safe: several chains share one runner. Source: aelf whitepaper 5.2.3, 5.3.3.
 */
public final class AkkaTaskRunner implements TaskRunner {
    private static final long TERMINATION_SECONDS = 10;
    private static final String WORKERS = "banyan.execution.workers";

    /** A worker that breaks down starts again, whatever broke it: its task is with the others by then. */
    private static final SupervisorStrategy RESTART =
            SupervisorStrategy.restart().withLoggingEnabled(false);

    /** Starting the actor system takes a while; until then the caller works alone. */
    private final CompletableFuture<ActorSystem<Job>> system;

    private final int workers;

    /** @param workers how many tasks run at the same time, the caller's included */
    public AkkaTaskRunner(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("a runner needs 1 worker or more but was given " + workers);
        }
        this.workers = workers;
        this.system = CompletableFuture.supplyAsync(() -> start(workers - 1));
    }

    /** Waits until the workers are there. */
    void awaitWorkers() {
        system.join();
    }

    private static ActorSystem<Job> start(int actors) {
        Config config = ConfigFactory.parseString(
                        WORKERS + ".thread-pool-executor.fixed-pool-size = " + Math.max(1, actors))
                .withFallback(
                        ConfigFactory.parseResources(AkkaTaskRunner.class.getClassLoader(), "banyan-exec-akka.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved(ActorSystem.class.getClassLoader()))
                .resolve();
        return ActorSystem.create(supervisor(actors), "banyan-execution", config);
    }

    /** Hands each block to every worker. */
    private static Behavior<Job> supervisor(int actors) {
        return Behaviors.setup(context -> {
            List<ActorRef<Job>> workers = new ArrayList<>();
            for (int i = 1; i <= actors; i++) {
                workers.add(context.spawn(
                        Behaviors.supervise(worker()).onFailure(Throwable.class, RESTART),
                        "worker-" + i,
                        DispatcherSelector.fromConfig(WORKERS)));
            }
            return Behaviors.receiveMessage(job -> {
                workers.forEach(worker -> worker.tell(job));
                return Behaviors.same();
            });
        });
    }

    private static Behavior<Job> worker() {
        return Behaviors.receiveMessage(job -> {
            job.work();
            return Behaviors.same();
        });
    }

    @Override
    public int workers() {
        return workers;
    }

    @Override
    public void run(TaskGraph graph) {
        Job job = new Job(graph);
        if (workers > 1 && graph.size() > 1 && system.isDone()) {
            system.join().tell(job);
        }
        job.finish();
    }

    @Override
    public void close() {
        try {
            ActorSystem<Job> started = system.get(TERMINATION_SECONDS, TimeUnit.SECONDS);
            started.terminate();
            started.getWhenTerminated().toCompletableFuture().get(TERMINATION_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            throw new IllegalStateException("the workers did not end within " + TERMINATION_SECONDS + " s", late);
        }
    }
}
