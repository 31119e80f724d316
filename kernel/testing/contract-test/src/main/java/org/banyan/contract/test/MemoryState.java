package org.banyan.contract.test;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** The whole state of a test chain. Immutable: a change makes another one. */
final class MemoryState implements StateView {
    static final MemoryState EMPTY = new MemoryState(new TreeMap<>());

    private final NavigableMap<StateKey, Bytes> entries;

    private MemoryState(NavigableMap<StateKey, Bytes> entries) {
        this.entries = entries;
    }

    MemoryState with(ChangeSet changes) {
        NavigableMap<StateKey, Bytes> changed = new TreeMap<>(entries);
        changes.changes()
                .forEach((key, value) ->
                        value.ifPresentOrElse(present -> changed.put(key, present), () -> changed.remove(key)));
        return new MemoryState(changed);
    }

    @Override
    public Optional<Bytes> get(StateKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        for (Map.Entry<StateKey, Bytes> entry :
                entries.tailMap(new StateKey(contract, prefix), true).entrySet()) {
            StateKey key = entry.getKey();
            boolean below = key.contract().equals(contract) && key.key().startsWith(prefix);
            if (!below || !visitor.test(key.key(), entry.getValue())) {
                return;
            }
        }
    }
}
