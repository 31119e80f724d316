package org.banyan.spi.time;

import org.banyan.types.Timestamp;

/** The clock of one node. A simulation has its own. */
public interface TimeSource {
    /** Wall time. May jump; used only to decide when to try. */
    Timestamp now();
}
