package org.banyan.runtimes.trusted;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One batch while threads work on it. Numbers are taken in ascending chunks, so when something fails at a number, every lower one has been taken already and
 * will be run: the lowest failure is the one that a loop would have met. What is above it is given up.
 */
final class SharedBatch<R> {
    /** So that threads end at about the same time although records differ. */
    private static final int CHUNKS_PER_THREAD = 8;

    private final IntFunction<R> function;
    private final @Nullable Object[] results;
    private final int chunkSize;
    private final int chunks;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Failed> failed = new AtomicReference<>();
    private final CountDownLatch left;

    private record Failed(int number, Throwable why) {}

    SharedBatch(int count, int threads, IntFunction<R> function) {
        this.function = function;
        this.results = new Object[count];
        this.chunkSize = Math.max(1, count / (threads * CHUNKS_PER_THREAD));
        this.chunks = Math.ceilDiv(count, chunkSize);
        this.left = new CountDownLatch(chunks);
    }

    int chunks() {
        return chunks;
    }

    /** Takes chunks until none is left. */
    void work() {
        for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
            try {
                run(chunk * chunkSize, Math.min(results.length, (chunk + 1) * chunkSize));
            } finally {
                left.countDown();
            }
        }
    }

    private void run(int from, int to) {
        for (int number = from; number < to && isWanted(number); number++) {
            try {
                results[number] = function.apply(number);
            } catch (Throwable why) {
                fail(new Failed(number, why));
            }
        }
    }

    private boolean isWanted(int number) {
        Failed lowest = failed.get();
        return lowest == null || number < lowest.number;
    }

    private void fail(Failed mine) {
        failed.accumulateAndGet(mine, (known, fresh) -> known == null || fresh.number < known.number ? fresh : known);
    }

    /** What all threads came to. An interrupt is kept for later: half a batch is no result. */
    List<R> await() {
        boolean interrupted = false;
        while (true) {
            try {
                left.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Failed lowest = failed.get();
        if (lowest != null) {
            SharedBatch.<RuntimeException>rethrow(lowest.why);
        }
        @SuppressWarnings("unchecked") // only results of the function are in it, and without a failure all of them
        List<R> all = (List<R>) Collections.unmodifiableList(Arrays.asList(results));
        return all;
    }

    /** As a loop would have thrown it, also if it is an error or was smuggled past the compiler. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void rethrow(Throwable why) throws X {
        throw (X) why;
    }
}
