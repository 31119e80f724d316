package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.jspecify.annotations.Nullable;

/**
 * Hears what one transaction touches and keeps what was not expected of it. Confined to the worker that runs it.
 *
 * <p>A transaction may touch tens of thousands of keys and may have announced a thousand: nothing here compares all of the ones with all of the others.
 */
final class Touches implements AccessListener {
    private static final Mode[] MODES = Mode.values();

    private final Expectations.Guess guess;

    /** The ways in which each key was touched unexpectedly: a bit for each mode, and again for whole ranges. */
    private @Nullable Map<StateKey, Integer> unexpected;

    /** Which of the keys that earlier calls taught were touched: a bit for each. */
    private long met;

    Touches(Expectations.Guess guess) {
        this.guess = guess;
    }

    @Override
    public void touched(StateKey key, Mode mode, boolean prefix) {
        List<MethodRecord.Foreseen> learned = guess.learned();
        for (int i = 0; i < learned.size(); i++) {
            if ((met >>> i & 1) == 0 && learned.get(i).use().covers(key, mode, prefix)) {
                met |= 1L << i;
            }
        }
        if (!guess.expected().covers(key, mode, prefix)) {
            Map<StateKey, Integer> known = unexpected;
            if (known == null) {
                known = new LinkedHashMap<>();
                unexpected = known;
            }
            known.merge(key, 1 << mode.ordinal() + (prefix ? MODES.length : 0), (one, other) -> one | other);
        }
    }

    /** Empty for nearly every transaction whose contract tells the truth. */
    List<KeyUse> unexpected() {
        if (unexpected == null) {
            return List.of();
        }
        List<KeyUse> uses = new ArrayList<>(unexpected.size());
        unexpected.forEach((key, ways) -> {
            for (int way = 0; way < 2 * MODES.length; way++) {
                if ((ways >>> way & 1) == 1) {
                    uses.add(new KeyUse(key, MODES[way % MODES.length], way >= MODES.length));
                }
            }
        });
        return uses;
    }

    long met() {
        return met;
    }
}
