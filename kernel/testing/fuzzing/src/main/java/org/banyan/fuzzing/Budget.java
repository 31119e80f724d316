package org.banyan.fuzzing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What judging one input may cost: a second of this thread's processor time and 64 MiB of allocation. Allocated bytes bound the memory held from above and,
 * unlike the heap's size, do not depend on the collector. Source: RELIABILITY.md T8.
 */
record Budget(long nanosAtStart, long bytesAtStart) {
    private static final long NANOS_MAX = 1_000_000_000;
    private static final long BYTES_MAX = 64L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Budget start() {
        return new Budget(THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }

    /** @throws AssertionError if this thread has used more since the start */
    void check() {
        check(nanos(), bytes());
    }

    /** Whether {@link #check} would pass now. */
    boolean holds() {
        return nanos() <= NANOS_MAX && bytes() <= BYTES_MAX;
    }

    private long nanos() {
        return THREADS.getCurrentThreadCpuTime() - nanosAtStart;
    }

    private long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes() - bytesAtStart;
    }

    static void check(long nanos, long bytes) {
        if (nanos > NANOS_MAX) {
            throw new AssertionError("the input took " + nanos / 1_000_000 + " ms of processor time, at most "
                    + NANOS_MAX / 1_000_000 + " are allowed");
        }
        if (bytes > BYTES_MAX) {
            throw new AssertionError(
                    "the input made the code allocate " + bytes + " bytes, at most " + BYTES_MAX + " are allowed");
        }
    }
}
