package org.banyan.core.pool;

import java.util.Comparator;
import java.util.Optional;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.types.Amount;
import org.banyan.types.BlockId;
import org.banyan.types.TransactionId;

/**
 * A transaction in the pool.
 *
 * @param checkedOn the block on whose branch it was found valid for the next block, if it was
 * @param rate tip per {@link #UNITS} units of the cost limit
 * @param arrival its place among all that ever came
 */
record Waiting(CheckedTransaction transaction, Optional<BlockId> checkedOn, Amount rate, long arrival) {
    /** Tips are compared per this many units of the cost limit. */
    static final long UNITS = 1_000_000;

    static final Comparator<Waiting> BEST_FIRST = (one, other) -> {
        int order = other.rate.compareTo(one.rate);
        return order != 0 ? order : Long.compare(one.arrival, other.arrival);
    };

    static Waiting of(CheckedTransaction transaction, Optional<BlockId> checkedOn, long arrival) {
        return new Waiting(transaction, checkedOn, rate(transaction), arrival);
    }

    private static Amount rate(CheckedTransaction transaction) {
        Amount tip = transaction.terms().fee().tip();
        if (tip.isZero()) {
            return Amount.ZERO;
        }
        try {
            return tip.times(UNITS).dividedBy(Amount.of(Math.max(1, transaction.costLimit())));
        } catch (ArithmeticException enormous) {
            return Amount.MAX;
        }
    }

    TransactionId id() {
        return transaction.signed().id();
    }

    Amount tip() {
        return transaction.terms().fee().tip();
    }

    Amount feeLimit() {
        return transaction.terms().fee().limit();
    }

    /** Bytes in a block. */
    int size() {
        return transaction.signed().raw().size();
    }

    long memory() {
        return transaction.memory();
    }

    boolean isBetterThan(Waiting other) {
        return BEST_FIRST.compare(this, other) < 0;
    }
}
