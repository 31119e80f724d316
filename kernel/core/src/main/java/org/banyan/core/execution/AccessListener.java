package org.banyan.core.execution;

import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.state.StateKey;

/** Hears of every state key that a call touches, absent ones and scanned prefixes included. */
@FunctionalInterface
public interface AccessListener {
    AccessListener NONE = (key, mode, prefix) -> {};

    /** @param prefix whether every key that starts with {@code key} was touched */
    void touched(StateKey key, Mode mode, boolean prefix);
}
