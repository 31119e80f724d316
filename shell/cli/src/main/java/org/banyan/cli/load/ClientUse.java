package org.banyan.cli.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this program uses itself. */
final class ClientUse {
    private static final double NANOS = 1e9;

    private ClientUse() {}

    static double cpuSeconds() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / NANOS;
    }
}
