package org.banyan.runtimes.trusted;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.banyan.contract.BatchRunner;

/**
 * Spreads batches over some threads. The caller takes part and could do it all: threads that are busy elsewhere or a full queue make a batch slower, never late
 * or different. Thread-safe; its threads are daemons and end when they have had nothing to do for a while.
 */
public final class ParallelBatches implements BatchRunner {
    /** Below this, about 100 microseconds of work, waking a thread costs more than it saves. */
    static final long UNITS_MIN = 40_000;

    /** Batches that may wait for a thread. */
    private static final int WAITING_MAX = 256;

    private static final int IDLE_SECONDS_MAX = 10;

    private final int helpers;
    private final ThreadPoolExecutor threads;

    /** @param cores that a batch may use, its caller's among them; at least 1 */
    public ParallelBatches(int cores) {
        if (cores < 1) {
            throw new IllegalArgumentException("batches run on at least 1 core, not " + cores);
        }
        helpers = cores - 1;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                Math.max(1, helpers),
                Math.max(1, helpers),
                IDLE_SECONDS_MAX,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                task -> {
                    Thread thread = new Thread(task, "batch-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public <R> List<R> run(int count, long units, IntFunction<R> function) {
        if (helpers == 0 || units < UNITS_MIN || count < 2) {
            return SEQUENTIAL.run(count, units, function);
        }
        SharedBatch<R> batch = new SharedBatch<>(count, helpers + 1, function);
        for (int i = 0; i < Math.min(helpers, batch.chunks() - 1); i++) {
            threads.execute(batch::work);
        }
        batch.work();
        return batch.await();
    }
}
