package org.banyan.contract.state;

import java.util.Optional;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.FailureCode;
import org.banyan.contract.StateAccess;
import org.banyan.types.Bytes;

/** One entry of a contract's state that may be absent. A handle: reads and writes go to the state at once. Confined to the call. */
public final class Cell<V> {
    private final StateAccess state;
    private final Bytes key;
    private final StoredValue<V> form;

    public Cell(StateAccess state, Bytes key, StoredValue<V> form) {
        this.state = state;
        this.key = key;
        this.form = form;
    }

    public Optional<V> get() {
        return state.read(key).map(form::fromBytes);
    }

    /** @throws ContractFailure with {@code code} if the entry is absent */
    public V require(FailureCode code, String message) {
        return get().orElseThrow(() -> new ContractFailure(code, message));
    }

    public boolean isPresent() {
        return state.read(key).isPresent();
    }

    /** Setting a default (empty text, empty bytes, the enum's first value) removes the entry. */
    public void set(V value) {
        Bytes bytes = form.toBytes(value);
        if (bytes.isEmpty() && form.emptyIsAbsent()) {
            state.remove(key);
        } else {
            state.write(key, bytes);
        }
    }

    public void remove() {
        state.remove(key);
    }
}
