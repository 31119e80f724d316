package org.banyan.core.store;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.core.state.StateKey;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.jspecify.annotations.Nullable;

/**
 * All state after a final height, key by key in ascending order, whatever is folded meanwhile: the store's entries as of one moment, with what folds up to then
 * changed undone. Confined to one thread; must be closed.
 */
public final class StateEntries implements AutoCloseable {
    private final KeyValueStore.Cursor cursor;
    private final Iterator<Map.Entry<StateKey, Optional<Bytes>>> undone;
    private @Nullable StateEntry stored;
    private Map.@Nullable Entry<StateKey, Optional<Bytes>> before;

    private StateEntries(KeyValueStore.Cursor cursor, TreeMap<StateKey, Optional<Bytes>> undone) {
        this.cursor = cursor;
        this.undone = undone.entrySet().iterator();
        this.stored = nextStored();
        this.before = nextBefore();
    }

    /** Empty when the height is not final, or no longer retained. */
    static Optional<StateEntries> at(Height height, ChainStore store) {
        if (store.finalAt(height).isEmpty()) {
            return Optional.empty();
        }
        // The cursor first: what was folded before it was opened has its undo by now.
        KeyValueStore.Cursor cursor = store.allFinalValues();
        try {
            TreeMap<StateKey, Optional<Bytes>> undone = new TreeMap<>();
            for (Height next = height.next(); store.finalAt(next).isPresent(); next = next.next()) {
                var undo = store.undo(next);
                if (undo.isEmpty()) {
                    cursor.close();
                    return Optional.empty();
                }
                undo.get().changes().forEach(undone::putIfAbsent);
            }
            return Optional.of(new StateEntries(cursor, undone));
        } catch (RuntimeException failed) {
            cursor.close();
            throw failed;
        }
    }

    /** The next entry, or empty at the end. */
    public Optional<StateEntry> next() {
        while (stored != null || before != null) {
            StateEntry entry = stored;
            var undo = before;
            int order = entry == null ? 1 : undo == null ? -1 : entry.key().compareTo(undo.getKey());
            if (entry != null && order < 0) {
                stored = nextStored();
                return Optional.of(entry);
            }
            if (order == 0) {
                stored = nextStored();
            }
            before = nextBefore();
            if (undo != null && undo.getValue().isPresent()) {
                return Optional.of(new StateEntry(undo.getKey(), undo.getValue().get()));
            }
        }
        return Optional.empty();
    }

    private @Nullable StateEntry nextStored() {
        return cursor.next().map(StateEntries::entry).orElse(null);
    }

    private Map.@Nullable Entry<StateKey, Optional<Bytes>> nextBefore() {
        return undone.hasNext() ? undone.next() : null;
    }

    static StateEntry entry(KeyValueStore.Entry stored) {
        Bytes key = stored.key();
        Address contract = new Address(Hash.read(key.readOnlyArray(), 1));
        return new StateEntry(
                new StateKey(contract, key.slice(ChainKeys.STATE_PREFIX_SIZE, key.size())), stored.value());
    }

    @Override
    public void close() {
        cursor.close();
    }
}
