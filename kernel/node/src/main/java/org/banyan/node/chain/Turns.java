package org.banyan.node.chain;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.banyan.spi.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Turns of a chain's lane: who waits for one, for how long at most, and what a failure in one means. The first failure that leaves the engine in doubt ends
 * all of them. Thread-safe.
 */
final class Turns {
    private final String name;
    private final Lane lane;
    private final Runnable stepped;
    private final Consumer<Throwable> onFailure;
    private volatile boolean stopped;

    /**
     * @param name of the chain
     * @param stepped runs on the lane after each turn that may have changed something
     * @param onFailure is told on any thread why there are no more turns
     */
    Turns(String name, Lane lane, Runnable stepped, Consumer<Throwable> onFailure) {
        this.name = name;
        this.lane = lane;
        this.stepped = stepped;
        this.onFailure = onFailure;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether the caller has the turn. */
    boolean isCurrent() {
        return lane.isCurrent();
    }

    /** Finishes what the lane is doing, then runs {@code last} on it. */
    void stop(Runnable last) {
        stopped = true;
        lane.close(last);
    }

    /** Runs on the caller's thread, beside the turns. */
    <T extends @Nullable Object> T beside(Supplier<T> question) {
        if (stopped) {
            throw stoppedNow();
        }
        try {
            return question.get();
        } catch (Throwable failure) {
            if (isFatal(failure)) {
                fail(failure);
            }
            throw failure;
        }
    }

    /** @param changes whether any failure leaves the engine in doubt, instead of only those that are fatal by themselves */
    <T extends @Nullable Object> T onLane(Supplier<T> task, boolean changes) {
        if (lane.isCurrent()) {
            return task.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        offer(() -> {
            if (answer.isDone()) {
                return; // nobody waits any more
            }
            if (stopped) {
                answer.completeExceptionally(stoppedNow());
                return;
            }
            try {
                T value = task.get();
                if (changes) {
                    stepped.run();
                }
                answer.complete(value);
            } catch (Throwable failure) {
                if (changes || isFatal(failure)) {
                    fail(failure);
                }
                answer.completeExceptionally(failure);
            }
        });
        return await(answer);
    }

    void offer(Runnable task) {
        if (!lane.offer(task)) {
            throw stopped
                    ? stoppedNow()
                    : new ChainUnavailableException(
                            ChainUnavailableException.Reason.BUSY,
                            "chain " + name + " has as many requests waiting as it takes; try again in a moment");
        }
    }

    <T extends @Nullable Object> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(RunningChain.WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException tooLong) {
            answer.cancel(false);
            throw new ChainUnavailableException(
                    ChainUnavailableException.Reason.BUSY,
                    "chain " + name + " did not answer within " + RunningChain.WAIT_SECONDS_MAX
                            + " s; try again later");
        } catch (InterruptedException interrupted) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new ChainUnavailableException(
                    ChainUnavailableException.Reason.BUSY, "waiting for chain " + name + " was interrupted");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("chain " + name + " failed: " + failed.getCause(), failed.getCause());
        }
    }

    /** Runs a step of the lane itself: the start, a timer, a held block. */
    void step(Runnable task) {
        if (stopped) {
            return;
        }
        try {
            task.run();
            stepped.run();
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private void fail(Throwable failure) {
        if (!stopped) {
            stopped = true;
            onFailure.accept(failure);
        }
    }

    private ChainUnavailableException stoppedNow() {
        return new ChainUnavailableException(
                ChainUnavailableException.Reason.STOPPED, "chain " + name + " has stopped; see the node's log");
    }

    private static boolean isFatal(Throwable failure) {
        return failure instanceof StoreException
                || failure instanceof IllegalStateException
                || failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }
}
