package org.banyan.core.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Writes on top of a view, with marks to roll back to. Confined to one thread.
 *
 * <p>Keeps an undo journal: {@link #rollback} restores what each key was since the mark. Remembers what it read of the base, so that a key that a block
 * touches often is looked up there once. Keeps of every amount how it was added to and taken from, so that the overlays of several workers can be joined.
 */
public final class Overlay implements StateView {
    private final StateView base;

    /** Whether it keeps what {@link Join} needs to know. */
    private final boolean joinable;

    private final Map<StateKey, Entry> entries = new LinkedHashMap<>();
    private final List<Undo> journal = new ArrayList<>();

    /** The written entries in key order; kept only once somebody scans, because most blocks never do. */
    private @Nullable Ordered ordered;

    /** In a final field, so that whoever shares the overlay sees it whole. */
    private record Ordered(NavigableMap<StateKey, Optional<Bytes>> written) {}

    /** What is known of a key; null where it is not. */
    static final class Entry {
        final StateKey key;

        @Nullable
        Optional<Bytes> before;

        @Nullable
        Optional<Bytes> written;

        /** What additions and takings did to the amount; null where there was none. */
        @Nullable
        AmountMoves moves;

        /** Whether it was read or written as a value: then it does not commute. */
        boolean plain;

        /** What the first of several workers has for this key, while their overlays are joined into this one. */
        @Nullable
        Entry part;

        private Entry(StateKey key) {
            this.key = key;
        }
    }

    /**
     * @param written what the entry held; null when it held nothing
     * @param moved whether the change was an addition or a taking
     */
    private record Undo(Entry entry, @Nullable Optional<Bytes> written, boolean moved) {}

    public Overlay(StateView base) {
        this(base, false);
    }

    private Overlay(StateView base, boolean joinable) {
        this.base = base;
        this.joinable = joinable;
    }

    /** One that can be joined with others over the same base: see {@link Join}. */
    public static Overlay joinable(StateView base) {
        return new Overlay(base, true);
    }

    @Override
    public Optional<Bytes> get(StateKey key) {
        Entry entry = entry(key);
        entry.plain = true;
        return value(entry);
    }

    Optional<Bytes> value(Entry entry) {
        return entry.written != null ? entry.written : before(entry);
    }

    Entry entry(StateKey key) {
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
        entry.plain = true;
        change(entry, value, false);
    }

    void change(Entry entry, Optional<Bytes> value, boolean moved) {
        journal.add(new Undo(entry, entry.written, moved));
        write(entry, value);
    }

    /**
     * Adds to the amount at {@code key}; nothing there is zero.
     *
     * @throws ArithmeticException if it would reach 2^256
     * @throws IllegalArgumentException if the value there is no amount
     */
    public void add(StateKey key, Amount delta) {
        Entry entry = entry(key);
        Amount after;
        try {
            after = amount(entry).plus(delta);
        } catch (ArithmeticException | IllegalArgumentException refused) {
            sawTheAmount(entry);
            throw refused;
        }
        if (joinable) {
            moves(entry).added(delta);
        }
        change(entry, amountValue(after), true);
    }

    /**
     * Takes from the amount at {@code key} if it is enough; else nothing happens.
     *
     * @return whether it was enough
     * @throws IllegalArgumentException if the value there is no amount
     */
    public boolean take(StateKey key, Amount delta) {
        Entry entry = entry(key);
        Amount before;
        try {
            before = amount(entry);
        } catch (IllegalArgumentException noAmount) {
            sawTheAmount(entry);
            throw noAmount;
        }
        if (before.compareTo(delta) < 0) {
            if (joinable) {
                moves(entry).refused(delta.minus(before));
            }
            return false;
        }
        Amount after = before.minus(delta);
        if (joinable) {
            moves(entry).taken(delta, after);
        }
        change(entry, amountValue(after), true);
        return true;
    }

    /** A move that failed: it told what stands there, though it left nothing. {@link Join} must hear of it. */
    private void sawTheAmount(Entry entry) {
        entry.plain = true;
        if (joinable) {
            moves(entry);
        }
    }

    /** @throws IllegalArgumentException if the value is no amount */
    Amount amount(Entry entry) {
        return amount(value(entry));
    }

    static Amount amount(Optional<Bytes> value) {
        return value.isPresent() ? Amount.fromBytes(value.get()) : Amount.ZERO;
    }

    static Optional<Bytes> amountValue(Amount amount) {
        return amount.isZero() ? Optional.empty() : Optional.of(amount.toBytes());
    }

    private static AmountMoves moves(Entry entry) {
        AmountMoves known = entry.moves;
        if (known == null) {
            known = new AmountMoves();
            entry.moves = known;
        }
        return known;
    }

    void write(Entry entry, @Nullable Optional<Bytes> value) {
        entry.written = value;
        if (ordered == null) {
            return;
        }
        if (value == null) {
            ordered.written.remove(entry.key);
        } else {
            ordered.written.put(entry.key, value);
        }
    }

    @Override
    public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        scan(base, contract, prefix, visitor);
    }

    private void scan(StateView below, Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
        NavigableMap<Bytes, Optional<Bytes>> changed = new TreeMap<>();
        for (var entry : ordered().tailMap(new StateKey(contract, prefix), true).entrySet()) {
            if (!entry.getKey().isBelow(contract, prefix)) {
                break;
            }
            changed.put(entry.getKey().key(), entry.getValue());
        }
        LayeredState.merge(below, contract, prefix, changed, visitor);
    }

    private NavigableMap<StateKey, Optional<Bytes>> ordered() {
        Ordered known = ordered;
        if (known == null) {
            NavigableMap<StateKey, Optional<Bytes>> written = new TreeMap<>();
            for (Entry entry : entries.values()) {
                if (entry.written != null) {
                    written.put(entry.key, entry.written);
                }
            }
            known = new Ordered(written);
            ordered = known;
        }
        return known.written;
    }

    /** What is written here now, for several threads at once, while nobody writes. */
    @Override
    public StateView shared() {
        StateView below = base.shared();
        return new StateView() {
            @Override
            public Optional<Bytes> get(StateKey key) {
                Entry entry = entries.get(key);
                if (entry == null) {
                    return below.get(key);
                }
                Optional<Bytes> known = entry.written != null ? entry.written : entry.before;
                return known != null ? known : below.get(key);
            }

            @Override
            public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
                Overlay.this.scan(below, contract, prefix, visitor);
            }
        };
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

    Iterable<Entry> entries() {
        return entries.values();
    }

    /** Visits what is written here, in the order of first touch. */
    public void forEachWritten(BiConsumer<StateKey, Optional<Bytes>> visitor) {
        for (Entry entry : entries.values()) {
            if (entry.written != null) {
                visitor.accept(entry.key, entry.written);
            }
        }
    }

    /** The writes since {@code mark} that still stand, in order: as many as {@link #mark} grew by. */
    public List<Step> stepsSince(int mark) {
        Step[] steps = new Step[journal.size() - mark];
        Map<StateKey, Optional<Bytes>> later = new LinkedHashMap<>();
        for (int i = steps.length - 1; i >= 0; i--) {
            Undo undo = journal.get(mark + i);
            StateKey key = undo.entry.key;
            Optional<Bytes> after = later.getOrDefault(key, Objects.requireNonNull(undo.entry.written));
            Optional<Bytes> before = undo.written != null ? undo.written : before(undo.entry);
            steps[i] = new Step(key, before, after, undo.moved);
            later.put(key, before);
        }
        return List.of(steps);
    }

    // Outcome

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
