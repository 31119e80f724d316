package org.banyan.core.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.LayeredState;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Height;

/** The state after a retained final height: the flat state with what later blocks changed undone. Read on the engine's lane. */
final class HistoricalState {
    private HistoricalState() {}

    /** Empty when the height is no longer retained. */
    static Optional<StateView> at(Height height, Height folded, ChainStore store) {
        List<ChangeSet> undone = new ArrayList<>();
        for (Height later = height.next(); later.compareTo(folded) <= 0; later = later.next()) {
            Optional<ChangeSet> undo = store.undo(later);
            if (undo.isEmpty()) {
                return Optional.empty();
            }
            undone.add(undo.get());
        }
        // The undo of the earliest later block knows what a key held at this height, so it decides first.
        return Optional.of(new LayeredState(uncached(store), undone));
    }

    private static StateView uncached(ChainStore store) {
        return new StateView() {
            @Override
            public Optional<Bytes> get(StateKey key) {
                return store.finalValue(key);
            }

            @Override
            public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
                store.flat().scan(contract, prefix, visitor);
            }
        };
    }
}
