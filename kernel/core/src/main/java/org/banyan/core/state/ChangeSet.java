package org.banyan.core.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;

/** What one block changed: the last value of every key it wrote, or its absence. Immutable. */
public final class ChangeSet {
    public static final ChangeSet EMPTY = new ChangeSet(new TreeMap<>());
    public static final Codec<ChangeSet> CODEC = new ChangeSetCodec();

    /** Most changes in one record; blocks are bounded far below by their cost. */
    private static final int CHANGES_MAX = 1 << 24;

    private final NavigableMap<StateKey, Optional<Bytes>> changes;

    private ChangeSet(NavigableMap<StateKey, Optional<Bytes>> changes) {
        this.changes = changes;
    }

    /** Takes ownership of {@code changes}. */
    static ChangeSet owning(NavigableMap<StateKey, Optional<Bytes>> changes) {
        return changes.isEmpty() ? EMPTY : new ChangeSet(changes);
    }

    /** In key order; empty values are removals. */
    public NavigableMap<StateKey, Optional<Bytes>> changes() {
        return Collections.unmodifiableNavigableMap(changes);
    }

    /** What undoes these changes: the value that each changed key has in {@code before}. */
    public ChangeSet inverse(StateView before) {
        NavigableMap<StateKey, Optional<Bytes>> inverse = new TreeMap<>();
        changes.keySet().forEach(key -> inverse.put(key, before.get(key)));
        return owning(inverse);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeSet set && changes.equals(set.changes);
    }

    @Override
    public int hashCode() {
        return changes.hashCode();
    }

    @Override
    public String toString() {
        return changes.size() + " changes";
    }

    /** Field 1 of the record: entries of {contract, key, removed, value}, ascending. */
    private static final class ChangeSetCodec implements Codec<ChangeSet> {
        private record Entry(StateKey key, Optional<Bytes> value) {}

        private static final Codec<Entry> ENTRY = new Codec<>() {
            @Override
            public void write(Entry entry, CanonicalWriter out) {
                out.hash(1, entry.key.contract().hash());
                out.bytes(2, entry.key.key());
                out.bool(3, entry.value.isEmpty());
                out.bytes(4, entry.value.orElse(Bytes.EMPTY));
            }

            @Override
            public Entry read(CanonicalReader in) {
                StateKey key = new StateKey(new Address(in.hash(1)), in.bytes(2));
                boolean removed = in.bool(3);
                Bytes value = in.bytes(4);
                return new Entry(key, removed ? Optional.empty() : Optional.of(value));
            }
        };

        @Override
        public void write(ChangeSet set, CanonicalWriter out) {
            List<Entry> entries = new ArrayList<>(set.changes.size());
            set.changes.forEach((key, value) -> entries.add(new Entry(key, value)));
            out.repeated(1, entries, ENTRY);
        }

        @Override
        public ChangeSet read(CanonicalReader in) {
            NavigableMap<StateKey, Optional<Bytes>> changes = new TreeMap<>();
            for (Entry entry : in.repeated(1, ENTRY, CHANGES_MAX)) {
                if (!changes.isEmpty() && changes.lastKey().compareTo(entry.key) >= 0) {
                    throw in.refused("changes are not in ascending order");
                }
                changes.put(entry.key, entry.value);
            }
            return owning(changes);
        }
    }
}
