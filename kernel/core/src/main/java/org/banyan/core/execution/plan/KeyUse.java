package org.banyan.core.execution.plan;

import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.state.StateKey;

/** One touch of the state. {@code prefix} means every key of the contract that starts with the key. */
public record KeyUse(StateKey key, Mode mode, boolean prefix) {
    /** Whether the use commutes with other moves of the same amount. */
    public boolean moves() {
        return mode == Mode.ADD || mode == Mode.TAKE;
    }

    /** Whether every touch of {@code other} is one that this use announced. */
    public boolean covers(KeyUse other) {
        boolean sameKeys = prefix
                ? key.contract().equals(other.key.contract()) && other.key.key().startsWith(key.key())
                : !other.prefix && key.equals(other.key);
        return sameKeys && (mode == Mode.WRITE || mode == other.mode || moves() && other.moves());
    }
}
