package org.banyan.core.state;

import org.banyan.types.Amount;

/**
 * How one worker moved an amount: enough to tell whether the same additions and takings in any order among those of other workers would have gone the same
 * way. Confined to the overlay that holds it.
 *
 * <p>Moves that were rolled back stay counted: whether they succeeded was seen, and counting them can only make the answer "no".
 */
final class AmountMoves {
    private Amount added = Amount.ZERO;
    private Amount taken = Amount.ZERO;

    /** The least that a taking left; what others take must not exceed it. */
    private Amount leftMin = Amount.MAX;

    /** The least that a refused taking lacked; what others add must stay below it. */
    private Amount lackedMin = Amount.MAX;

    private boolean overflowed;

    void added(Amount delta) {
        added = sum(added, delta);
    }

    void taken(Amount delta, Amount left) {
        taken = sum(taken, delta);
        leftMin = leftMin.min(left);
    }

    void refused(Amount lacked) {
        lackedMin = lackedMin.min(lacked);
    }

    private Amount sum(Amount one, Amount other) {
        try {
            return one.plus(other);
        } catch (ArithmeticException tooMuch) {
            overflowed = true;
            return Amount.MAX;
        }
    }

    Amount added() {
        return added;
    }

    Amount taken() {
        return taken;
    }

    /** Whether every move would have gone the same way while others add and take this much. */
    boolean standsBeside(Amount othersAdded, Amount othersTaken) {
        return !overflowed && leftMin.compareTo(othersTaken) >= 0 && lackedMin.compareTo(othersAdded) > 0;
    }
}
