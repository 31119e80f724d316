package org.banyan.core.execution.plan;

import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.state.StateKey;

/** One touch of the state. {@code prefix} means every key of the contract that starts with the key. */
public record KeyUse(StateKey key, Mode mode, boolean prefix) {
    /** Whether the use commutes with other moves of the same amount. */
    public boolean moves() {
        return mode == Mode.ADD || mode == Mode.TAKE;
    }

    /** Whether such a touch is one that this use announced. */
    public boolean covers(StateKey touched, Mode touchedMode, boolean range) {
        boolean sameKeys = prefix
                ? key.contract().equals(touched.contract()) && touched.key().startsWith(key.key())
                : !range && key.equals(touched);
        return sameKeys
                && (mode == Mode.WRITE
                        || mode == touchedMode
                        || moves() && (touchedMode == Mode.ADD || touchedMode == Mode.TAKE));
    }
}
