package org.banyan.core.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/**
 * Writes on top of a view, with marks to roll back to. Confined to one thread.
 *
 * <p>Keeps an undo journal: {@link #rollback} restores what each key was since the mark.
 */
public final class Overlay implements StateView {
    private final StateView base;
    private final NavigableMap<StateKey, Optional<Bytes>> written = new TreeMap<>();
    private final Deque<Undo> journal = new ArrayDeque<>();

    /** @param before what {@code written} held; {@code known} is false when it held nothing */
    private record Undo(StateKey key, boolean known, Optional<Bytes> before) {}

    public Overlay(StateView base) {
        this.base = base;
    }

    @Override
    public Optional<Bytes> get(StateKey key) {
        Optional<Bytes> change = written.get(key);
        return change != null ? change : base.get(key);
    }

    public void put(StateKey key, Bytes value) {
        change(key, Optional.of(value));
    }

    public void remove(StateKey key) {
        change(key, Optional.empty());
    }

    private void change(StateKey key, Optional<Bytes> value) {
        Optional<Bytes> before = written.put(key, value);
        journal.push(before == null ? new Undo(key, false, Optional.empty()) : new Undo(key, true, before));
    }

    @Override
    public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        NavigableMap<Bytes, Optional<Bytes>> changed = new TreeMap<>();
        LayeredState.below(written, contract, prefix).forEach((key, value) -> changed.put(key.key(), value));
        LayeredState.merge(base, contract, prefix, changed, visitor);
    }

    /** A point to roll back to. */
    public int mark() {
        return journal.size();
    }

    /** Undoes everything since {@code mark}. */
    public void rollback(int mark) {
        while (journal.size() > mark) {
            Undo undo = journal.pop();
            if (undo.known) {
                written.put(undo.key, undo.before);
            } else {
                written.remove(undo.key);
            }
        }
    }

    /** What differs from the base: keys whose value is the base's again are left out. */
    public ChangeSet changes() {
        NavigableMap<StateKey, Optional<Bytes>> changes = new TreeMap<>();
        written.forEach((key, value) -> {
            if (!value.equals(base.get(key))) {
                changes.put(key, value);
            }
        });
        return ChangeSet.owning(changes);
    }
}
