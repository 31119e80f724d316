package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.List;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.jspecify.annotations.Nullable;

/** Hears what one transaction touches and keeps what was not expected of it. Confined to the worker that runs it. */
final class Touches implements AccessListener {
    private final Expected expected;
    private @Nullable List<KeyUse> unexpected;

    Touches(Expected expected) {
        this.expected = expected;
    }

    @Override
    public void touched(StateKey key, Mode mode, boolean prefix) {
        KeyUse use = new KeyUse(key, mode, prefix);
        if (!expected.covers(use)) {
            List<KeyUse> known = unexpected;
            if (known == null) {
                known = new ArrayList<>();
                unexpected = known;
            }
            if (!known.contains(use)) {
                known.add(use);
            }
        }
    }

    /** Empty for nearly every transaction whose contract tells the truth. */
    List<KeyUse> unexpected() {
        return unexpected == null ? List.of() : unexpected;
    }
}
