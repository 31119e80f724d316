package org.banyan.node.operations;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What this process costs its machine, under the names that Prometheus clients share: {@code process_cpu_seconds_total}, {@code process_resident_memory_bytes}, and
 * besides its peak and the bytes that Java threads have allocated. Memory is read from the kernel and absent where there is no {@code /proc}.
 */
final class ProcessMetrics {
    private static final double NANOS = 1e9;
    private static final long KILOBYTE = 1024;
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMetrics() {}

    static void bindTo(MeterRegistry registry) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        FunctionCounter.builder("process.cpu.seconds", system, bean -> bean.getProcessCpuTime() / NANOS)
                .description("CPU time of all threads of this process")
                .register(registry);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FunctionCounter.builder("jvm.threads.allocated.bytes", threads, ThreadMXBean::getTotalThreadAllocatedBytes)
                .description("bytes that Java threads have allocated")
                .register(registry);
        if (Files.isReadable(STATUS)) {
            Gauge.builder("process.resident.memory.bytes", () -> kilobytes("VmRSS:") * KILOBYTE)
                    .description("memory that the process holds")
                    .register(registry);
            Gauge.builder("process.resident.memory.peak.bytes", () -> kilobytes("VmHWM:") * KILOBYTE)
                    .description("most memory that the process ever held")
                    .register(registry);
        }
    }

    /** A line such as {@code VmRSS:     123 kB}; NaN, which Prometheus shows as such, when it cannot be read. */
    private static double kilobytes(String name) {
        try {
            List<String> lines = Files.readAllLines(STATUS);
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(
                            line.substring(name.length()).replace("kB", "").strip()))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
