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
    private static final int CHANGE_SIZE_USUAL = 60;
    private static final int VALUES_FIELD = 1;
    private static final int VALUE_SIZE_USUAL = 12;

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

    /** What each changed key has in {@code parent}, in key order: all that {@link #inverse} adds to these changes. */
    public Bytes valuesBefore(StateView parent) {
        List<Optional<Bytes>> values = before;
        if (values == null) {
            values = new ArrayList<>(ascending.size());
            for (Change change : ascending) {
                values.add(parent.get(change.key));
            }
        }
        CanonicalWriter out =
                new CanonicalWriter(Math.toIntExact(Math.min(1 << 24, (long) VALUE_SIZE_USUAL * values.size())));
        out.repeated(VALUES_FIELD, values, ChangeSetCodec.VALUE);
        return out.toBytes();
    }

    /** Reads what {@link #valuesBefore} wrote for these changes as what undoes them. */
    public Codec<ChangeSet> undoneBy() {
        return new Codec<>() {
            @Override
            public void write(ChangeSet undo, CanonicalWriter out) {
                out.repeated(
                        VALUES_FIELD, undo.ascending.stream().map(Change::value).toList(), ChangeSetCodec.VALUE);
            }

            @Override
            public ChangeSet read(CanonicalReader in) {
                List<Optional<Bytes>> values = in.repeated(VALUES_FIELD, ChangeSetCodec.VALUE, ascending.size());
                if (values.size() != ascending.size()) {
                    throw in.refused(values.size() + " values undo " + ascending.size() + " changes");
                }
                List<Change> undo = new ArrayList<>(values.size());
                for (Change change : ascending) {
                    undo.add(new Change(change.key, values.get(undo.size())));
                }
                return ascending(undo, null);
            }
        };
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

    /** Entries of {contract, its changes}, ascending; a change is {key, removed, value}. */
    private static final class ChangeSetCodec implements Codec<ChangeSet> {
        private static final Codec<Optional<Bytes>> VALUE = new Codec<>() {
            @Override
            public void write(Optional<Bytes> value, CanonicalWriter out) {
                out.bool(1, value.isEmpty());
                out.bytes(2, value.orElse(Bytes.EMPTY));
            }

            @Override
            public Optional<Bytes> read(CanonicalReader in) {
                boolean absent = in.bool(1);
                Bytes value = in.bytes(2);
                if (absent && !value.isEmpty()) {
                    throw in.refused("a value is absent and there");
                }
                return absent ? Optional.empty() : Optional.of(value);
            }
        };

        @Override
        public void write(ChangeSet set, CanonicalWriter out) {
            out.repeated(CHANGES_FIELD, set.byContract(), OfContract.CODEC);
        }

        @Override
        public ChangeSet read(CanonicalReader in) {
            List<Change> changes = new ArrayList<>();
            for (OfContract part : in.repeated(CHANGES_FIELD, OfContract.CODEC, CHANGES_MAX)) {
                if (!changes.isEmpty() && changes.getLast().key.contract().compareTo(part.contract) >= 0) {
                    throw in.refused("contracts are not in ascending order");
                }
                changes.addAll(part.changes);
            }
            for (int i = 1; i < changes.size(); i++) {
                if (Change.BY_KEY.compare(changes.get(i - 1), changes.get(i)) >= 0) {
                    throw in.refused("changes are not in ascending order");
                }
            }
            return ascending(changes, null);
        }
    }

    private List<OfContract> byContract() {
        List<OfContract> parts = new ArrayList<>();
        for (int from = 0, to = 0; from < ascending.size(); from = to) {
            Address contract = ascending.get(from).key.contract();
            while (to < ascending.size() && ascending.get(to).key.contract().equals(contract)) {
                to++;
            }
            parts.add(new OfContract(contract, ascending.subList(from, to)));
        }
        return parts;
    }

    /** The changes of one contract; there is at least one. */
    private record OfContract(Address contract, List<Change> changes) {
        private static final Codec<OfContract> CODEC = new Codec<>() {
            @Override
            public void write(OfContract part, CanonicalWriter out) {
                out.hash(1, part.contract.hash());
                out.repeated(2, part.changes, of(part.contract));
            }

            @Override
            public OfContract read(CanonicalReader in) {
                Address contract = new Address(in.hash(1));
                List<Change> changes = in.repeated(2, of(contract), CHANGES_MAX);
                if (changes.isEmpty()) {
                    throw in.refused("a contract without changes is listed");
                }
                return new OfContract(contract, changes);
            }
        };

        private static Codec<Change> of(Address contract) {
            return new Codec<>() {
                @Override
                public void write(Change change, CanonicalWriter out) {
                    out.bytes(1, change.key.key());
                    out.bool(2, change.value.isEmpty());
                    out.bytes(3, change.value.orElse(Bytes.EMPTY));
                }

                @Override
                public Change read(CanonicalReader in) {
                    StateKey key = new StateKey(contract, in.bytes(1));
                    boolean removed = in.bool(2);
                    Bytes value = in.bytes(3);
                    if (removed && !value.isEmpty()) {
                        throw in.refused("a removed key has a value");
                    }
                    return new Change(key, removed ? Optional.empty() : Optional.of(value));
                }
            };
        }
    }
}
