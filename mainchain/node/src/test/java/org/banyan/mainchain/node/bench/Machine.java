package org.banyan.mainchain.node.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How busy the machine is with everything, this process included. */
final class Machine {
    private Machine() {}

    /** Load average of the last minute and threads that want to run now over all threads, such as {@code 3.10 4/812}; on Linux alone. */
    static String load() {
        try {
            String[] fields = Files.readString(Path.of("/proc/loadavg")).split(" ");
            return fields[0] + " " + fields[3];
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
