package org.banyan.core.execution.plan;

import java.util.List;

/**
 * What is expected of one transaction. Wrong expectations cost time and change nothing.
 *
 * @param uses state keys that it may touch; none when nothing is known of it
 * @param cost metered units that it will probably use, at least 1
 * @param serial whether it and what follows it run one after another
 */
public record Expected(List<KeyUse> uses, long cost, boolean serial) {
    public Expected {
        uses = List.copyOf(uses);
        if (cost < 1) {
            throw new IllegalArgumentException("expected cost must be at least 1 but was " + cost);
        }
    }

    /** Whether a touch was announced. */
    public boolean covers(KeyUse touch) {
        for (KeyUse use : uses) {
            if (use.covers(touch)) {
                return true;
            }
        }
        return false;
    }
}
