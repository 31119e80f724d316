package org.banyan.mainchain.node.bench;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The node's pool of workers, which can be told to leave all work to the caller: the same code on one core. */
final class Workers implements Executor, AutoCloseable {
    private final ExecutorService pool;
    private volatile boolean alone;

    Workers(int threads) {
        this.pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether the caller does everything itself from now on. */
    void alone(boolean yes) {
        alone = yes;
    }

    boolean isAlone() {
        return alone;
    }

    @Override
    public void execute(Runnable work) {
        if (alone) {
            work.run();
        } else {
            pool.execute(work);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
