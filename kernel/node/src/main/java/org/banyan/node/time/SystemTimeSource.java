package org.banyan.node.time;

import org.banyan.spi.time.TimeSource;
import org.banyan.types.Timestamp;

/** Wall time of the operating system. */
public final class SystemTimeSource implements TimeSource {
    @Override
    public Timestamp now() {
        return new Timestamp(System.currentTimeMillis());
    }
}
