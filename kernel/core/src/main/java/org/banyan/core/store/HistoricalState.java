package org.banyan.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.LayeredState;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Height;

/**
 * The state after a final height, for any thread, whatever is folded while it is read: a value is taken from the store first, and what folds may have changed in
 * it by then is undone afterwards. A fold writes values, their undo and its height in one batch, so that who sees the values sees the others as well.
 */
final class HistoricalState implements StateView {
    private final ChainStore store;
    private final Height height;

    /** The newest that somebody made. Threads may miss each other's: each is right by itself, and made again. */
    private Undone undone;

    /** @param earliestFirst what the blocks above the height, up to {@code last}, found; the earliest knows what a key held at the height */
    private record Undone(Height last, List<ChangeSet> earliestFirst) {
        private StateView in(StateView read) {
            return earliestFirst.isEmpty() ? read : new LayeredState(read, earliestFirst);
        }
    }

    /** What was read from the store already. */
    private record Read(Optional<Bytes> value, Optional<KeyValueStore.Cursor> entries) implements StateView {
        @Override
        public Optional<Bytes> get(StateKey key) {
            return value;
        }

        @Override
        public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
            entries.ifPresent(cursor -> FlatState.walk(cursor, visitor));
        }
    }

    private HistoricalState(ChainStore store, Height height) {
        this.store = store;
        this.height = height;
        this.undone = new Undone(height, List.of());
    }

    /** Empty when the height is no longer retained. */
    static Optional<StateView> at(Height height, ChainStore store) {
        HistoricalState state = new HistoricalState(store, height);
        try {
            state.now();
            return Optional.of(state);
        } catch (StateNotRetainedException gone) {
            return Optional.empty();
        }
    }

    /** What must be undone in whatever was read from the store before this call. */
    private Undone now() {
        Undone known = undone;
        Height next = known.last().next();
        if (store.finalAt(next).isEmpty()) {
            return known;
        }
        List<ChangeSet> all = new ArrayList<>(known.earliestFirst());
        while (store.finalAt(next).isPresent()) {
            all.add(store.undo(next).orElseThrow(() -> new StateNotRetainedException(height)));
            next = next.next();
        }
        Undone caughtUp = new Undone(next.minus(1), List.copyOf(all));
        undone = caughtUp;
        return caughtUp;
    }

    @Override
    public Optional<Bytes> get(StateKey key) {
        Read read = new Read(store.finalValue(key), Optional.empty());
        return now().in(read).get(key);
    }

    @Override
    public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        try (KeyValueStore.Cursor cursor = store.finalValues(contract, prefix)) {
            Read read = new Read(Optional.empty(), Optional.of(cursor));
            now().in(read).scan(contract, prefix, visitor);
        }
    }
}
