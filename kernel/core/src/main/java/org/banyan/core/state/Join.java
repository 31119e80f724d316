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
    private final List<Overlay> parts;
    private final Set<StateKey> apart;

    /** The first part's entry of each key. */
    private final Map<StateKey, Overlay.Entry> first = new LinkedHashMap<>();

    /** All parts' entries of keys that several have. */
    private final Map<StateKey, List<Overlay.Entry>> shared = new LinkedHashMap<>();

    /**
     * @param parts joinable overlays over {@code into}
     * @param apart keys that somebody else takes care of
     */
    public Join(Overlay into, List<Overlay> parts, Set<StateKey> apart) {
        this.into = into;
        this.parts = List.copyOf(parts);
        this.apart = apart;
        for (Overlay part : parts) {
            for (Overlay.Entry entry : part.entries()) {
                if ((entry.written != null || entry.moves != null) && !apart.contains(entry.key)) {
                    note(entry);
                }
            }
        }
    }

    private void note(Overlay.Entry entry) {
        Overlay.Entry known = first.putIfAbsent(entry.key, entry);
        if (known != null) {
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

    /** Writes what the parts wrote. To be called when no key is {@link #unordered}. */
    public void apply() {
        first.forEach((key, entry) -> {
            List<Overlay.Entry> several = shared.get(key);
            Overlay.Entry mine = into.entry(key);
            if (mine.before == null && mine.written == null) {
                mine.before = entry.before;
            }
            if (several != null) {
                into.change(mine, joined(mine, several), true);
            } else if (entry.written != null) {
                into.change(mine, entry.written, !entry.plain);
            }
        });
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
