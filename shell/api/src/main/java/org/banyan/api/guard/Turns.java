package org.banyan.api.guard;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets so many at a time do work that costs processor time; the others wait, first come first served. Who has a turn may take another inside it. Thread-safe. */
public final class Turns {
    private static final long WAIT_SECONDS_MAX = 5;

    private final Semaphore free;
    private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);

    public Turns(int atOnce) {
        this.free = new Semaphore(atOnce, true);
    }

    /** Does the work in a turn; empty when none came in time. */
    public <T> Optional<T> take(Supplier<T> work) {
        if (mine.get()) {
            return Optional.of(work.get());
        }
        if (!acquired()) {
            return Optional.empty();
        }
        mine.set(true);
        try {
            return Optional.of(work.get());
        } finally {
            mine.remove();
            free.release();
        }
    }

    private boolean acquired() {
        try {
            return free.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
