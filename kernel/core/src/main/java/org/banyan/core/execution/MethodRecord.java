package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.core.execution.plan.KeyUse;

/**
 * What one method's calls cost and touched beyond what they declare.
 *
 * <p>A key is expected of the next call when at least half of the calls seen touched one like it: what a call shares with no other is not worth waiting for.
 */
final class MethodRecord {
    /** Keys that are remembered of one method. */
    private static final int KEYS_MAX = 64;

    /** Calls to see before anything is expected. */
    private static final int CALLS_MIN = 4;

    /** Weight of the newest cost: one in this many. */
    private static final int COST_WEIGHT = 8;

    private final Map<LearnedKey, Integer> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LearnedKey, Integer> eldest) {
            return size() > KEYS_MAX;
        }
    };
    private final List<LearnedKey> expected = new ArrayList<>();
    private long cost;
    private int calls;

    MethodRecord(long cost) {
        this.cost = cost;
    }

    long cost() {
        return Math.max(1, cost);
    }

    /** Keys that this call will touch as earlier ones did. */
    List<KeyUse> expected(Expectations.CallId call) {
        if (expected.isEmpty()) {
            return List.of();
        }
        List<KeyUse> uses = new ArrayList<>(expected.size());
        for (LearnedKey key : expected) {
            key.of(call).ifPresent(uses::add);
        }
        return uses;
    }

    /** @param unexpected what the call touched that neither its contract nor this record foresaw */
    void learn(Expectations.CallId call, long newest, List<KeyUse> unexpected) {
        cost += (newest - cost) / COST_WEIGHT;
        calls = Math.addExact(calls, 1);
        if (calls == Integer.MAX_VALUE / 2) {
            seen.clear();
            calls = 1;
        }
        for (KeyUse use : unexpected) {
            LearnedKey learned = LearnedKey.of(use, call);
            int times = seen.merge(learned, 1, Integer::sum);
            if (calls >= CALLS_MIN && 2L * times >= calls && expected.size() < KEYS_MAX) {
                expected.add(learned);
                seen.remove(learned);
            }
        }
    }
}
