package org.banyan.contract.state;

import org.banyan.contract.StateAccess;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;

/**
 * An amount in a contract's state; zero when absent.
 *
 * <p>{@link #add} and {@link #take} commute with those of other transactions and so run in parallel; {@link #get} and {@link #set} do not. Confined to the
 * call.
 */
public final class AmountCell {
    private final StateAccess state;
    private final Bytes key;

    public AmountCell(StateAccess state, Bytes key) {
        this.state = state;
        this.key = key;
    }

    public Amount get() {
        return state.read(key).map(StoredValue.AMOUNT::fromBytes).orElse(Amount.ZERO);
    }

    /** Zero removes the entry. */
    public void set(Amount value) {
        if (value.isZero()) {
            state.remove(key);
        } else {
            state.write(key, value.toBytes());
        }
    }

    /** The contract's own rules bound the sum below 2^256. */
    public void add(Amount delta) {
        state.add(key, delta);
    }

    /** @return whether the amount covered {@code delta}; otherwise nothing is taken */
    public boolean take(Amount delta) {
        return state.take(key, delta);
    }
}
