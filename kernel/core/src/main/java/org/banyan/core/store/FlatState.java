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
 * The latest final value of every key, straight from the store, with a bounded cache that remembers absence too. Execution reads this, never the tree.
 *
 * <p>The cache has two generations: what is used goes to the young one, and when that is full it becomes the old one and the old one leaves. So a hit costs
 * one look-up and moves nothing, and what is used often stays. Confined to the engine's lane.
 */
final class FlatState implements StateView {
    /** What an entry costs beside its bytes. */
    private static final int ENTRY_BYTES = 200;

    private final KeyValueStore store;
    private final long generationBytes;
    private Map<StateKey, Optional<Bytes>> young = new LinkedHashMap<>();
    private Map<StateKey, Optional<Bytes>> old = new LinkedHashMap<>();
    private long youngBytes;
    private long hits;
    private long misses;

    /** @param cacheBytes keys, values and what holds them, both generations together */
    FlatState(KeyValueStore store, long cacheBytes) {
        this.store = store;
        this.generationBytes = cacheBytes / 2;
    }

    @Override
    public Optional<Bytes> get(StateKey key) {
        Optional<Bytes> known = young.get(key);
        if (known == null) {
            known = old.get(key);
            if (known == null) {
                misses++;
                known = store.get(ChainKeys.state(key));
            } else {
                hits++;
            }
            remember(key, known);
        } else {
            hits++;
        }
        return known;
    }

    StateReads reads() {
        return new StateReads(hits, misses);
    }

    /** Looks into the cache and leaves it as it is. */
    @Override
    public StateView shared() {
        return new StateView() {
            @Override
            public Optional<Bytes> get(StateKey key) {
                Optional<Bytes> known = young.get(key);
                known = known != null ? known : old.get(key);
                return known != null ? known : store.get(ChainKeys.state(key));
            }

            @Override
            public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
                FlatState.this.scan(contract, prefix, visitor);
            }
        };
    }

    private void remember(StateKey key, Optional<Bytes> value) {
        youngBytes += ENTRY_BYTES
                + key.key().size()
                + (value.isPresent() ? value.get().size() : 0);
        if (youngBytes > generationBytes) {
            old = young;
            young = new LinkedHashMap<>();
            youngBytes = 0;
        }
        young.put(key, value);
    }

    @Override
    public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        try (KeyValueStore.Cursor cursor = open(store, contract, prefix)) {
            walk(cursor, visitor);
        }
    }

    /** Final entries as of this call, from any thread. */
    static KeyValueStore.Cursor open(KeyValueStore store, Address contract, Bytes prefix) {
        Bytes start = ChainKeys.state(new StateKey(contract, prefix));
        return store.scan(start, start);
    }

    static void walk(KeyValueStore.Cursor cursor, BiPredicate<Bytes, Bytes> visitor) {
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

    /** Adds the changes of a final block to its fold batch. */
    void fold(ChangeSet changes, WriteBatch batch) {
        changes.changes()
                .forEach((key, value) -> value.ifPresentOrElse(
                        present -> batch.put(ChainKeys.state(key), present), () -> batch.delete(ChainKeys.state(key))));
    }

    /** After the fold batch is written. */
    void folded(ChangeSet changes) {
        changes.changes().forEach(this::remember);
    }
}
