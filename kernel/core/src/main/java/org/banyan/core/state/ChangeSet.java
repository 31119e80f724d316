package org.banyan.core.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.jspecify.annotations.Nullable;

/** What one block changed: the last value of every key it wrote, or its absence. Immutable. */
public final class ChangeSet {
    public static final ChangeSet EMPTY = new ChangeSet(List.of(), null);
    public static final Codec<ChangeSet> CODEC = new ChangeSetCodec();

    /** Most changes in one record; blocks are bounded far below by their cost. */
    private static final int CHANGES_MAX = 1 << 24;

    private static final int CHANGES_FIELD = 1;
    private static final int CHANGE_SIZE_USUAL = 100;

    private final List<Change> ascending;

    /** What each of them held before, where that is known: then nobody looks it up again. */
    private final @Nullable List<Optional<Bytes>> before;

    private final SequencedMap<StateKey, Optional<Bytes>> changes = new LinkedHashMap<>();

    /** A key's last value; empty when it was removed. */
    record Change(StateKey key, Optional<Bytes> value) {
        static final Comparator<Change> BY_KEY = (one, other) -> one.key.compareTo(other.key);
    }

    private ChangeSet(List<Change> ascending, @Nullable List<Optional<Bytes>> before) {
        this.ascending = ascending;
        this.before = before;
        for (Change change : ascending) {
            changes.put(change.key, change.value);
        }
    }

    /** Takes ownership of {@code changes}, which ascend strictly by key, and of what each key held in the state that they were made in, if known. */
    static ChangeSet ascending(List<Change> changes, @Nullable List<Optional<Bytes>> before) {
        return changes.isEmpty() ? EMPTY : new ChangeSet(changes, before);
    }

    /** In key order; empty values are removals. */
    public SequencedMap<StateKey, Optional<Bytes>> changes() {
        return Collections.unmodifiableSequencedMap(changes);
    }

    /** What became of the key, or null if it is not among the changes. */
    @Nullable
    Optional<Bytes> find(StateKey key) {
        return changes.get(key);
    }

    public boolean isEmpty() {
        return ascending.isEmpty();
    }

    /** Adds the changes of {@code contract} under {@code prefix} that {@code newer} does not know yet. */
    void addBelow(Address contract, Bytes prefix, Map<Bytes, Optional<Bytes>> newer) {
        Change from = new Change(new StateKey(contract, prefix), Optional.empty());
        int found = Collections.binarySearch(ascending, from, Change.BY_KEY);
        for (int i = found < 0 ? -found - 1 : found; i < ascending.size(); i++) {
            Change change = ascending.get(i);
            if (!change.key.isBelow(contract, prefix)) {
                return;
            }
            newer.putIfAbsent(change.key.key(), change.value);
        }
    }

    /** What undoes these changes: the value that each changed key has in {@code parent}, the state that they were made in. */
    public ChangeSet inverse(StateView parent) {
        return ascending(inverseChanges(parent), null);
    }

    /** The canonical bytes of {@link #inverse}. */
    public Bytes encodedInverse(StateView parent) {
        CanonicalWriter out = new CanonicalWriter(expectedSize());
        out.repeated(CHANGES_FIELD, inverseChanges(parent), ChangeSetCodec.CHANGE);
        return out.toBytes();
    }

    private List<Change> inverseChanges(StateView parent) {
        List<Change> inverse = new ArrayList<>(ascending.size());
        for (int i = 0; i < ascending.size(); i++) {
            StateKey key = ascending.get(i).key;
            inverse.add(new Change(key, before != null ? before.get(i) : parent.get(key)));
        }
        return inverse;
    }

    /** A guess at the size of the canonical bytes. */
    public int expectedSize() {
        return Math.toIntExact(Math.min(1 << 24, (long) CHANGE_SIZE_USUAL * ascending.size()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeSet set && ascending.equals(set.ascending);
    }

    @Override
    public int hashCode() {
        return ascending.hashCode();
    }

    @Override
    public String toString() {
        return ascending.size() + " changes";
    }

    /** Field 1 of the record: entries of {contract, key, removed, value}, ascending. */
    private static final class ChangeSetCodec implements Codec<ChangeSet> {
        private static final Codec<Change> CHANGE = new Codec<>() {
            @Override
            public void write(Change change, CanonicalWriter out) {
                out.hash(1, change.key.contract().hash());
                out.bytes(2, change.key.key());
                out.bool(3, change.value.isEmpty());
                out.bytes(4, change.value.orElse(Bytes.EMPTY));
            }

            @Override
            public Change read(CanonicalReader in) {
                StateKey key = new StateKey(new Address(in.hash(1)), in.bytes(2));
                boolean removed = in.bool(3);
                Bytes value = in.bytes(4);
                return new Change(key, removed ? Optional.empty() : Optional.of(value));
            }
        };

        @Override
        public void write(ChangeSet set, CanonicalWriter out) {
            out.repeated(CHANGES_FIELD, set.ascending, CHANGE);
        }

        @Override
        public ChangeSet read(CanonicalReader in) {
            List<Change> changes = in.repeated(CHANGES_FIELD, CHANGE, CHANGES_MAX);
            for (int i = 1; i < changes.size(); i++) {
                if (Change.BY_KEY.compare(changes.get(i - 1), changes.get(i)) >= 0) {
                    throw in.refused("changes are not in ascending order");
                }
            }
            return ascending(changes, null);
        }
    }
}
