package org.banyan.core.execution.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.core.state.StateKey;

/** What is expected of one transaction. Wrong expectations cost time and change nothing. Thread-safe. */
public final class Expected {
    /** From here on uses are looked up by their key. */
    private static final int LOOKED_UP_MIN = 12;

    private final List<KeyUse> uses;
    private final long cost;
    private final boolean serial;
    private final Map<StateKey, List<KeyUse>> byKey = new LinkedHashMap<>();

    /** Those that are to be looked at one by one. */
    private final List<KeyUse> oneByOne = new ArrayList<>();

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
        boolean few = uses.size() < LOOKED_UP_MIN;
        for (KeyUse use : uses) {
            if (few || use.prefix()) {
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

    /** Whether a touch was announced. */
    public boolean covers(KeyUse touch) {
        return covers(oneByOne, touch) || !byKey.isEmpty() && covers(byKey.getOrDefault(touch.key(), List.of()), touch);
    }

    private static boolean covers(List<KeyUse> some, KeyUse touch) {
        for (KeyUse use : some) {
            if (use.covers(touch)) {
                return true;
            }
        }
        return false;
    }
}
