package org.banyan.node.chain;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A lane on a thread of its own. */
public final class ThreadLane implements Lane {
    /** Tasks from outside that may wait. */
    public static final int QUEUE_MAX = 4096;

    private static final long CLOSE_SECONDS_MAX = 30;

    private final ScheduledThreadPoolExecutor executor;
    private final Semaphore places = new Semaphore(QUEUE_MAX);
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    public ThreadLane(String name) {
        this.executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread fresh = new Thread(work, name);
            thread = fresh;
            return fresh;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public boolean offer(Runnable task) {
        if (closed.get() || !places.tryAcquire()) {
            return false;
        }
        try {
            executor.execute(() -> {
                places.release();
                task.run();
            });
            return true;
        } catch (RejectedExecutionException stopped) {
            places.release();
            return false;
        }
    }

    @Override
    public void later(long delayMillis, Runnable task) {
        try {
            executor.schedule(task, Math.max(0, delayMillis), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            // The lane is closed: nothing waits for its timers any more.
        }
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void close(Runnable last) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (isCurrent()) {
            last.run();
            executor.shutdownNow();
            return;
        }
        Future<?> done = executor.submit(last);
        try {
            done.get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException failed) {
            throw new IllegalStateException(
                    "the lane did not finish its last task within " + CLOSE_SECONDS_MAX + " s", failed);
        } finally {
            executor.shutdownNow();
        }
    }
}
