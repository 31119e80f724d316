package org.banyan.core.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/**
 * The latest final value of every key, straight from the store, with a bounded cache that remembers absence too; the oldest entries leave
 * first. Execution reads this, never the tree.
 *
 * <p>Confined to the engine's lane.
 */
final class FlatState implements StateView {
    static final int CACHE_ENTRIES_MAX = 1 << 17;

    private final KeyValueStore store;
    private final Map<StateKey, Optional<Bytes>> cache = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StateKey, Optional<Bytes>> eldest) {
            return size() > CACHE_ENTRIES_MAX;
        }
    };

    FlatState(KeyValueStore store) {
        this.store = store;
    }

    @Override
    public Optional<Bytes> get(StateKey key) {
        Optional<Bytes> known = cache.remove(key); // and back at the end: the eldest is the one used longest ago
        if (known == null) {
            known = store.get(ChainKeys.state(key));
        }
        cache.put(key, known);
        return known;
    }

    @Override
    public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        Bytes start = ChainKeys.state(new StateKey(contract, prefix));
        try (KeyValueStore.Cursor cursor = store.scan(start, start)) {
            Optional<KeyValueStore.Entry> entry = cursor.next();
            while (entry.isPresent()) {
                Bytes key = entry.get().key();
                if (!visitor.test(
                        key.slice(ChainKeys.STATE_PREFIX_SIZE, key.size()),
                        entry.get().value())) {
                    return;
                }
                entry = cursor.next();
            }
        }
    }

    /** Adds the changes of a final block to its fold batch. */
    void fold(ChangeSet changes, WriteBatch batch) {
        changes.changes()
                .forEach((key, value) -> value.ifPresentOrElse(
                        present -> batch.put(ChainKeys.state(key), present), () -> batch.delete(ChainKeys.state(key))));
    }

    /** After the fold batch is written. */
    void folded(ChangeSet changes) {
        cache.putAll(changes.changes());
    }
}
