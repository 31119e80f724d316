package org.banyan.contract.state;

import org.banyan.contract.StateAccess;
import org.banyan.types.Bytes;

/** A flag in a contract's state; false when absent. Confined to the call. */
public final class FlagCell {
    private final StateAccess state;
    private final Bytes key;

    public FlagCell(StateAccess state, Bytes key) {
        this.state = state;
        this.key = key;
    }

    public boolean get() {
        return state.read(key).map(StoredValue.FLAG::fromBytes).orElse(false);
    }

    /** False removes the entry. */
    public void set(boolean value) {
        if (value) {
            state.write(key, StoredValue.FLAG.toBytes(true));
        } else {
            state.remove(key);
        }
    }
}
