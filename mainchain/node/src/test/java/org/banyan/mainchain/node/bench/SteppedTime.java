package org.banyan.mainchain.node.bench;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.banyan.node.chain.Lane;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.Timestamp;

/**
 * A clock that moves only when it is told to, with the lanes of its process: a block is made when the bench asks for one, and never while it measures
 * something else. Work handed in runs at once on the caller's thread, one at a time. Thread-safe.
 */
final class SteppedTime implements TimeSource {
    private record Task(long at, long order, Runnable work) {}

    private final ReentrantLock turn = new ReentrantLock();
    private final PriorityQueue<Task> due =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private volatile long now;
    private long order;

    SteppedTime(Timestamp start) {
        this.now = start.millis();
    }

    @Override
    public Timestamp now() {
        return new Timestamp(now);
    }

    /** Runs everything that is due until {@code millis} have passed, on the caller's thread. */
    void advance(long millis) {
        turn.lock();
        try {
            long end = now + millis;
            while (!due.isEmpty() && due.peek().at() <= end) {
                Task task = due.remove();
                now = Math.max(now, task.at());
                task.work().run();
            }
            now = end;
        } finally {
            turn.unlock();
        }
    }

    Lane lane() {
        return new SteppedLane();
    }

    private final class SteppedLane implements Lane {
        private boolean closed;

        @Override
        public boolean offer(Runnable task) {
            turn.lock();
            try {
                if (!closed) {
                    task.run();
                }
                return !closed;
            } finally {
                turn.unlock();
            }
        }

        @Override
        public void later(long delayMillis, Runnable task) {
            due.add(new Task(now + Math.max(0, delayMillis), order++, () -> {
                if (!closed) {
                    task.run();
                }
            }));
        }

        @Override
        public boolean isCurrent() {
            return turn.isHeldByCurrentThread();
        }

        @Override
        public void close(Runnable last) {
            turn.lock();
            try {
                if (!closed) {
                    closed = true;
                    last.run();
                }
            } finally {
                turn.unlock();
            }
        }
    }
}
