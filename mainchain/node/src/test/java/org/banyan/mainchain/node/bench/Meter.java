package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What work cost this process: wall-clock time, CPU time of all its threads, compilers and collectors among them, and bytes allocated. On a shared machine
 * the CPU time is the figure to compare; the wall clock says what the neighbours left.
 *
 * @param wallNanos time that passed
 * @param cpuNanos CPU time of the process
 * @param allocatedBytes what Java threads allocated
 */
record Meter(long wallNanos, long cpuNanos, long allocatedBytes) {
    private static final Path TASKS = Path.of("/proc/self/task");

    /** Where the process stands, to be taken before the work. */
    static Meter start() {
        return new Meter(System.nanoTime(), processCpuNanos(), allocated());
    }

    /** What was used since {@code this} was taken. */
    Meter used() {
        return new Meter(System.nanoTime() - wallNanos, processCpuNanos() - cpuNanos, allocated() - allocatedBytes);
    }

    static Meter of(Runnable work) {
        Meter before = start();
        work.run();
        return before.used();
    }

    Meter plus(Meter other) {
        return new Meter(wallNanos + other.wallNanos, cpuNanos + other.cpuNanos, allocatedBytes + other.allocatedBytes);
    }

    double cpuMicrosPer(long operations) {
        return cpuNanos / 1e3 / operations;
    }

    double wallPerSecond(long operations) {
        return operations * 1e9 / wallNanos;
    }

    /** The kernel counts nanoseconds for each thread, where Java's own figure moves in steps of 10 ms. */
    private static long processCpuNanos() {
        long total = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                total += threadNanos(task);
            }
            return total;
        } catch (IOException notLinux) {
            var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return system.getProcessCpuTime();
        }
    }

    private static long threadNanos(Path task) throws IOException {
        try {
            String used = Files.readString(task.resolve("schedstat"));
            return Long.parseLong(used.substring(0, used.indexOf(' ')));
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getTotalThreadAllocatedBytes();
    }
}
