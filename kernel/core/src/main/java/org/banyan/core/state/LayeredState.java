package org.banyan.core.state;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** Changes of a branch's blocks above a base. The newest layer that knows a key decides. */
public final class LayeredState implements StateView {
    private final StateView base;
    private final List<ChangeSet> newestFirst;

    public LayeredState(StateView base, List<ChangeSet> newestFirst) {
        this.base = base;
        this.newestFirst = List.copyOf(newestFirst);
    }

    @Override
    public Optional<Bytes> get(StateKey key) {
        for (ChangeSet layer : newestFirst) {
            Optional<Bytes> change = layer.find(key);
            if (change != null) {
                return change;
            }
        }
        return base.get(key);
    }

    @Override
    public StateView shared() {
        return new LayeredState(base.shared(), newestFirst);
    }

    @Override
    public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        NavigableMap<Bytes, Optional<Bytes>> changed = new TreeMap<>();
        for (ChangeSet layer : newestFirst) {
            layer.addBelow(contract, prefix, changed);
        }
        merge(base, contract, prefix, changed, visitor);
    }

    /** Visits {@code base} with {@code changed} laid over it, in key order. */
    static void merge(
            StateView base,
            Address contract,
            Bytes prefix,
            NavigableMap<Bytes, Optional<Bytes>> changed,
            BiPredicate<Bytes, Bytes> visitor) {
        NavigableMap<Bytes, Optional<Bytes>> rest = new TreeMap<>(changed);
        boolean[] stopped = {false};
        base.scan(contract, prefix, (key, value) -> {
            while (!rest.isEmpty() && rest.firstKey().compareTo(key) < 0) {
                stopped[0] = !visitIfPresent(rest, visitor);
                if (stopped[0]) {
                    return false;
                }
            }
            if (!rest.isEmpty() && rest.firstKey().equals(key)) {
                stopped[0] = !visitIfPresent(rest, visitor);
            } else {
                stopped[0] = !visitor.test(key, value);
            }
            return !stopped[0];
        });
        while (!stopped[0] && !rest.isEmpty()) {
            stopped[0] = !visitIfPresent(rest, visitor);
        }
    }

    private static boolean visitIfPresent(
            NavigableMap<Bytes, Optional<Bytes>> rest, BiPredicate<Bytes, Bytes> visitor) {
        var first = rest.pollFirstEntry();
        return first.getValue().isEmpty()
                || visitor.test(first.getKey(), first.getValue().get());
    }
}
