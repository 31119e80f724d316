package org.banyan.core.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Writes on top of a view, with marks to roll back to. Confined to one thread.
 *
 * <p>Keeps an undo journal: {@link #rollback} restores what each key was since the mark. Remembers what it read of the base, so that a key that a block
 * touches often is looked up there once.
 */
public final class Overlay implements StateView {
    private final StateView base;
    private final Map<StateKey, Entry> entries = new LinkedHashMap<>();
    private final List<Undo> journal = new ArrayList<>();

    /** The written entries in key order; kept only once somebody scans, because most blocks never do. */
    private @Nullable NavigableMap<StateKey, Optional<Bytes>> ordered;

    /** What is known of a key; null where it is not. */
    private static final class Entry {
        private final StateKey key;
        private @Nullable Optional<Bytes> before;
        private @Nullable Optional<Bytes> written;

        private Entry(StateKey key) {
            this.key = key;
        }
    }

    /** @param written what the entry held; null when it held nothing */
    private record Undo(Entry entry, @Nullable Optional<Bytes> written) {}

    public Overlay(StateView base) {
        this.base = base;
    }

    @Override
    public Optional<Bytes> get(StateKey key) {
        Entry entry = entry(key);
        return entry.written != null ? entry.written : before(entry);
    }

    private Entry entry(StateKey key) {
        Entry known = entries.get(key);
        if (known == null) {
            known = new Entry(key);
            entries.put(key, known);
        }
        return known;
    }

    private Optional<Bytes> before(Entry entry) {
        Optional<Bytes> known = entry.before;
        if (known == null) {
            known = base.get(entry.key);
            entry.before = known;
        }
        return known;
    }

    public void put(StateKey key, Bytes value) {
        change(key, Optional.of(value));
    }

    public void remove(StateKey key) {
        change(key, Optional.empty());
    }

    private void change(StateKey key, Optional<Bytes> value) {
        Entry entry = entry(key);
        journal.add(new Undo(entry, entry.written));
        write(entry, value);
    }

    private void write(Entry entry, @Nullable Optional<Bytes> value) {
        entry.written = value;
        if (ordered == null) {
            return;
        }
        if (value == null) {
            ordered.remove(entry.key);
        } else {
            ordered.put(entry.key, value);
        }
    }

    @Override
    public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        NavigableMap<Bytes, Optional<Bytes>> changed = new TreeMap<>();
        for (var entry : ordered().tailMap(new StateKey(contract, prefix), true).entrySet()) {
            if (!entry.getKey().isBelow(contract, prefix)) {
                break;
            }
            changed.put(entry.getKey().key(), entry.getValue());
        }
        LayeredState.merge(base, contract, prefix, changed, visitor);
    }

    private NavigableMap<StateKey, Optional<Bytes>> ordered() {
        NavigableMap<StateKey, Optional<Bytes>> known = ordered;
        if (known == null) {
            known = new TreeMap<>();
            for (Entry entry : entries.values()) {
                if (entry.written != null) {
                    known.put(entry.key, entry.written);
                }
            }
            ordered = known;
        }
        return known;
    }

    /** A point to roll back to. */
    public int mark() {
        return journal.size();
    }

    /** Undoes everything since {@code mark}. */
    public void rollback(int mark) {
        while (journal.size() > mark) {
            Undo undo = journal.removeLast();
            write(undo.entry, undo.written);
        }
    }

    /** What differs from the base: keys whose value is the base's again are left out. */
    public ChangeSet changes() {
        List<Entry> changed = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.written != null && !entry.written.equals(before(entry))) {
                changed.add(entry);
            }
        }
        changed.sort((one, other) -> one.key.compareTo(other.key));
        List<ChangeSet.Change> changes = new ArrayList<>(changed.size());
        List<Optional<Bytes>> before = new ArrayList<>(changed.size());
        for (Entry entry : changed) {
            changes.add(new ChangeSet.Change(entry.key, Objects.requireNonNull(entry.written)));
            before.add(before(entry));
        }
        return ChangeSet.ascending(changes, before);
    }
}
