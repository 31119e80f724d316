package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.banyan.core.execution.plan.KeyUse;

/**
 * What one method's calls cost and touched beyond what they declare.
 *
 * <p>A key is expected of the next call when at least half of the calls seen touched one like it: what a call shares with no other is not worth waiting for.
 * It is forgotten again when few of the calls of which it was expected touched it, so that nobody can tie a method's calls together for good by a few calls
 * of his own.
 */
final class MethodRecord {
    /** Keys that are remembered of one method, and unexpected ones of one call that are looked at; as many as {@link Touches#met} has bits. */
    static final int KEYS_MAX = Long.SIZE;

    /** Calls to see before anything is expected. */
    private static final int CALLS_MIN = 4;

    /** Calls of which a key must have been expected before it is forgotten. */
    private static final int ASKED_MIN = 16;

    /** A key is forgotten when fewer than one in this many calls touched it. */
    private static final int MET_PART = 4;

    /** Old calls count half from here on. */
    private static final int CALLS_MAX = 1 << 12;

    /** Weight of the newest cost: one in this many. */
    private static final int COST_WEIGHT = 8;

    private final Map<LearnedKey, Integer> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LearnedKey, Integer> eldest) {
            return size() > KEYS_MAX;
        }
    };
    private final Map<LearnedKey, Standing> expected = new LinkedHashMap<>();
    private long cost;
    private int calls;

    /** How well an expected key has done. */
    private static final class Standing {
        private int asked;
        private int met;

        private boolean isWrong() {
            return asked >= ASKED_MIN && (long) met * MET_PART < asked;
        }
    }

    /** A key that a call is expected to touch because others did. */
    record Foreseen(LearnedKey key, KeyUse use) {}

    MethodRecord(long cost) {
        this.cost = cost;
    }

    long cost() {
        return Math.max(1, cost);
    }

    void learnCost(long newest) {
        cost += (newest - cost) / COST_WEIGHT;
    }

    /** Keys that this call will touch as earlier ones did. */
    List<Foreseen> expected(Expectations.CallId call) {
        if (expected.isEmpty()) {
            return List.of();
        }
        List<Foreseen> uses = new ArrayList<>(expected.size());
        for (LearnedKey key : expected.keySet()) {
            key.of(call).ifPresent(use -> uses.add(new Foreseen(key, use)));
        }
        return uses;
    }

    /**
     * @param foreseen what was expected of the call
     * @param met which of it the call touched, a bit for each
     * @param unexpected what the call touched that neither its contract nor this record foresaw
     */
    void learn(Expectations.CallId call, List<Foreseen> foreseen, long met, List<KeyUse> unexpected) {
        for (int i = 0; i < foreseen.size(); i++) {
            judge(foreseen.get(i).key(), (met >>> i & 1) == 1);
        }
        calls++;
        if (calls >= CALLS_MAX) {
            calls /= 2;
            seen.replaceAll((key, times) -> times / 2);
        }
        Set<LearnedKey> once = new LinkedHashSet<>();
        for (KeyUse use : unexpected.subList(0, Math.min(KEYS_MAX, unexpected.size()))) {
            once.add(LearnedKey.of(use, call));
        }
        for (LearnedKey learned : once) {
            int times = seen.merge(learned, 1, Integer::sum);
            if (calls >= CALLS_MIN && 2L * times >= calls && expected.size() < KEYS_MAX) {
                expected.put(learned, new Standing());
                seen.remove(learned);
            }
        }
    }

    private void judge(LearnedKey key, boolean met) {
        Standing standing = expected.get(key);
        if (standing == null) {
            return;
        }
        standing.asked++;
        standing.met += met ? 1 : 0;
        if (standing.isWrong()) {
            expected.remove(key);
        } else if (standing.asked >= CALLS_MIN * ASKED_MIN) {
            standing.asked /= 2;
            standing.met /= 2;
        }
    }
}
