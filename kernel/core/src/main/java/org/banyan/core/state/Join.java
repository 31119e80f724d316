package org.banyan.core.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;

/**
 * Puts the overlays of several workers over one state together. Amounts that they only added to and took from get all their moves, when these would have gone
 * the same way in any order.
 */
public final class Join {
    private final Overlay into;

    /** The entries of {@code into} for keys that a part has. */
    private final List<Overlay.Entry> touched = new ArrayList<>();

    /** All parts' entries of keys that several have. */
    private final Map<StateKey, List<Overlay.Entry>> shared = new LinkedHashMap<>();

    /**
     * @param parts joinable overlays over {@code into}
     * @param apart keys that somebody else takes care of
     */
    public Join(Overlay into, List<Overlay> parts, Set<StateKey> apart) {
        this.into = into;
        for (Overlay part : parts) {
            for (Overlay.Entry entry : part.entries()) {
                boolean changed = entry.written != null || entry.moves != null;
                if (changed && (apart.isEmpty() || !apart.contains(entry.key))) {
                    note(entry);
                }
            }
        }
        for (Overlay.Entry mine : touched) {
            Overlay.Entry first = Objects.requireNonNull(mine.part);
            if (mine.before == null && mine.written == null) {
                mine.before = first.before;
            }
        }
    }

    private void note(Overlay.Entry entry) {
        Overlay.Entry mine = into.entry(entry.key);
        Overlay.Entry known = mine.part;
        if (known == null) {
            mine.part = entry;
            touched.add(mine);
        } else {
            shared.computeIfAbsent(entry.key, unused -> new ArrayList<>(List.of(known)))
                    .add(entry);
        }
    }

    /** Keys to which several parts did what depends on their order. */
    public List<StateKey> unordered() {
        return shared.entrySet().stream()
                .filter(entry -> !commute(into.entry(entry.getKey()), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean commute(Overlay.Entry start, List<Overlay.Entry> moved) {
        Amount added = Amount.ZERO;
        Amount taken = Amount.ZERO;
        try {
            Amount most = into.amount(start);
            for (Overlay.Entry part : moved) {
                AmountMoves moves = part.moves;
                if (part.plain || moves == null) {
                    return false;
                }
                added = added.plus(moves.added());
                taken = taken.plus(moves.taken());
                most = most.plus(moves.added());
            }
        } catch (ArithmeticException | IllegalArgumentException unbounded) {
            return false;
        }
        for (Overlay.Entry part : moved) {
            AmountMoves moves = Objects.requireNonNull(part.moves);
            if (!moves.standsBeside(added.minus(moves.added()), taken.minus(moves.taken()))) {
                return false;
            }
        }
        return true;
    }

    /** Writes what the parts wrote, for good. To be called when no key is {@link #unordered}. */
    public void apply() {
        for (Overlay.Entry mine : touched) {
            Overlay.Entry first = Objects.requireNonNull(mine.part);
            List<Overlay.Entry> several = shared.isEmpty() ? null : shared.get(mine.key);
            if (several != null) {
                into.write(mine, joined(mine, several));
            } else if (first.written != null) {
                into.write(mine, first.written);
            }
            mine.part = null;
        }
    }

    private Optional<Bytes> joined(Overlay.Entry start, List<Overlay.Entry> moved) {
        Amount before = into.amount(start);
        Amount up = before;
        Amount down = Amount.ZERO;
        for (Overlay.Entry part : moved) {
            Amount after = part.written != null ? Overlay.amount(part.written) : before;
            if (after.compareTo(before) >= 0) {
                up = up.plus(after.minus(before));
            } else {
                down = down.plus(before.minus(after));
            }
        }
        return Overlay.amountValue(up.minus(down));
    }
}
