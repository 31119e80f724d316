package org.banyan.core.execution.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.state.StateKey;
import org.jspecify.annotations.Nullable;

/** What is expected of one transaction. Wrong expectations cost time and change nothing. Thread-safe. */
public final class Expected {
    /** From here on uses are looked up by their key. */
    private static final int LOOKED_UP_MIN = 12;

    private final List<KeyUse> uses;
    private final long cost;
    private final boolean serial;

    /** Null while the uses are few: then they are looked at one by one. */
    private final @Nullable Map<StateKey, List<KeyUse>> byKey;

    private final List<KeyUse> oneByOne;

    /**
     * @param uses state keys that it may touch; none when nothing is known of it
     * @param cost metered units that it will probably use, at least 1
     * @param serial whether it and what follows it run one after another
     */
    public Expected(List<KeyUse> uses, long cost, boolean serial) {
        if (cost < 1) {
            throw new IllegalArgumentException("expected cost must be at least 1 but was " + cost);
        }
        this.uses = List.copyOf(uses);
        this.cost = cost;
        this.serial = serial;
        if (uses.size() < LOOKED_UP_MIN) {
            this.oneByOne = this.uses;
            this.byKey = null;
            return;
        }
        this.oneByOne = new ArrayList<>();
        this.byKey = new LinkedHashMap<>();
        for (KeyUse use : uses) {
            if (use.prefix()) {
                oneByOne.add(use);
            } else {
                byKey.computeIfAbsent(use.key(), unused -> new ArrayList<>(1)).add(use);
            }
        }
    }

    public List<KeyUse> uses() {
        return uses;
    }

    public long cost() {
        return cost;
    }

    public boolean serial() {
        return serial;
    }

    /** Whether such a touch was announced. */
    public boolean covers(StateKey key, Mode mode, boolean range) {
        return covers(oneByOne, key, mode, range)
                || byKey != null && covers(byKey.getOrDefault(key, List.of()), key, mode, range);
    }

    private static boolean covers(List<KeyUse> some, StateKey key, Mode mode, boolean range) {
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).covers(key, mode, range)) {
                return true;
            }
        }
        return false;
    }
}
