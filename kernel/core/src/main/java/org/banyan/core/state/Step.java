package org.banyan.core.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;

/**
 * One write of an overlay.
 *
 * @param before what it found there
 * @param moved whether it added to an amount or took from it
 */
public record Step(StateKey key, Optional<Bytes> before, Optional<Bytes> after, boolean moved) {
    /** Does the same on {@code overlay}, where moves find what they find. */
    public void repeatOn(Overlay overlay) {
        Overlay.Entry entry = overlay.entry(key);
        overlay.change(entry, moved ? Move.of(before, after).from(overlay.amount(entry)) : after, moved);
    }

    /** How far an amount moved; one of the two is zero. */
    private record Move(Amount up, Amount down) {
        private static Move of(Optional<Bytes> before, Optional<Bytes> after) {
            Amount from = Overlay.amount(before);
            Amount to = Overlay.amount(after);
            return to.compareTo(from) >= 0
                    ? new Move(to.minus(from), Amount.ZERO)
                    : new Move(Amount.ZERO, from.minus(to));
        }

        private Optional<Bytes> from(Amount amount) {
            return Overlay.amountValue(amount.plus(up).minus(down));
        }
    }

    /** What several steps did to one key: a value that others see, or a move that goes with those of others. */
    public sealed interface Effect {}

    private record Value(Optional<Bytes> value) implements Effect {}

    private record Moved(Move move) implements Effect {}

    /** What {@code steps} did to each key. */
    public static Map<StateKey, Effect> effects(List<Step> steps) {
        Map<StateKey, Step> whole = new LinkedHashMap<>();
        for (Step step : steps) {
            whole.merge(
                    step.key,
                    step,
                    (one, other) -> new Step(one.key, one.before, other.after, one.moved && other.moved));
        }
        Map<StateKey, Effect> effects = new LinkedHashMap<>();
        whole.forEach((key, step) ->
                effects.put(key, step.moved ? new Moved(Move.of(step.before, step.after)) : new Value(step.after)));
        return effects;
    }
}
