package org.banyan.api.guard;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets so many at a time do work that costs processor time. Callers of one address stand in a line of their own, of which a few stand in the line of all, so that
 * however many they are, others wait for as many turns as there are addresses. Who has a turn may take another inside it. Thread-safe.
 */
public final class Turns {
    private static final long WAIT_SECONDS_MAX = 5;

    private final int perOrigin;
    private final Semaphore free;
    private final Map<Origin, Line> lines = new HashMap<>();
    private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);

    private static final class Line {
        private final Semaphore front;
        private int callers;

        private Line(int atOnce) {
            this.front = new Semaphore(atOnce, true);
        }
    }

    public Turns(int atOnce) {
        this.perOrigin = Math.max(1, atOnce / 2);
        this.free = new Semaphore(atOnce, true);
    }

    /** Does the work in a turn of the caller's address; empty when none came in time. */
    public <T> Optional<T> take(SocketAddress remote, Supplier<T> work) {
        if (mine.get()) {
            return Optional.of(work.get());
        }
        Origin origin = Origin.of(remote);
        Line line = join(origin);
        try {
            return inTurn(line, work);
        } finally {
            leave(origin, line);
        }
    }

    private <T> Optional<T> inTurn(Line line, Supplier<T> work) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        if (!acquired(line.front, deadline)) {
            return Optional.empty();
        }
        try {
            if (!acquired(free, deadline)) {
                return Optional.empty();
            }
            mine.set(true);
            try {
                return Optional.of(work.get());
            } finally {
                mine.remove();
                free.release();
            }
        } finally {
            line.front.release();
        }
    }

    private synchronized Line join(Origin origin) {
        Line line = lines.computeIfAbsent(origin, unknown -> new Line(perOrigin));
        line.callers++;
        return line;
    }

    private synchronized void leave(Origin origin, Line line) {
        line.callers--;
        if (line.callers == 0) {
            lines.remove(origin);
        }
    }

    private static boolean acquired(Semaphore semaphore, long deadline) {
        try {
            return semaphore.tryAcquire(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
