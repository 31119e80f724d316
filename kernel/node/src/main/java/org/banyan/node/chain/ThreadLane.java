package org.banyan.node.chain;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lane on a thread of its own. What is due goes before what was offered, so that however many requests wait, a producer does not miss its slot.
 */
public final class ThreadLane implements Lane {
    /** Tasks from outside that may wait. */
    public static final int QUEUE_MAX = 4096;

    private record Timed(long atNanos, long order, Runnable task) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Runnable> offered = new ArrayDeque<>();
    private final PriorityQueue<Timed> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timed::atNanos).thenComparingLong(Timed::order));
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private long order;
    private boolean closing;

    public ThreadLane(String name) {
        this.thread = new Thread(this::work, name);
        thread.start();
    }

    @Override
    public boolean offer(Runnable task) {
        lock.lock();
        try {
            if (closing || offered.size() >= QUEUE_MAX) {
                return false;
            }
            offered.add(task);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void later(long delayMillis, Runnable task) {
        long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(0, delayMillis));
        lock.lock();
        try {
            timers.add(new Timed(at, order++, task));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** {@inheritDoc} What {@code last} throws is thrown here. */
    @Override
    public void close(Runnable last) {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            offered.add(() -> end(last));
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            ended.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private void end(Runnable last) {
        try {
            last.run();
            ended.complete(null);
        } catch (RuntimeException | Error failed) {
            ended.completeExceptionally(failed);
        }
    }

    private void work() {
        Optional<Runnable> task = next();
        while (task.isPresent()) {
            task.get().run();
            task = next();
        }
    }

    /** Waits for the next task; empty when the lane is closed and everything offered is done. */
    private Optional<Runnable> next() {
        lock.lock();
        try {
            while (true) {
                long wait = timers.isEmpty() ? Long.MAX_VALUE : timers.peek().atNanos() - System.nanoTime();
                if (wait <= 0 && !closing) {
                    return Optional.of(timers.remove().task());
                }
                if (!offered.isEmpty()) {
                    return Optional.of(offered.remove());
                }
                if (closing) {
                    return Optional.empty();
                }
                awaitChange(wait);
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(long nanos) {
        try {
            if (nanos == Long.MAX_VALUE) {
                changed.await();
            } else {
                changed.awaitNanos(nanos);
            }
        } catch (InterruptedException ignored) {
            // The lane ends by being closed and by nothing else.
        }
    }
}
