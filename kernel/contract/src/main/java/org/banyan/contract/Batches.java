package org.banyan.contract;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Does one thing to each of many records, on all cores where the host has them to spare: {@code context.batches()}.
 *
 * <pre>{@code
 * List<Hash> digests = context.batches().map(lines, line -> 100 + line.size(), Digests::of);
 * }</pre>
 *
 * <p>A batch is paid for as a whole before its first record is looked at: the sum of what each costs, as a loop would charge. Then it is a loop over the records
 * in their order: results are in that order, and a failure is the one of the first record that fails. No host and no number of cores changes result, failure or
 * cost.
 *
 * <p>Functions must be pure: their result depends on the record alone, and they change nothing. They are given no context, and while they run the context of
 * the call refuses everything; the harness for contract tests runs every batch in two orders. Confined to the call.
 */
public final class Batches {
    public static final int RECORDS_MAX = 1 << 20;

    private final LongConsumer meter;
    private final BatchRunner runner;

    /** @param meter charges units or fails the call */
    public Batches(LongConsumer meter, BatchRunner runner) {
        this.meter = meter;
        this.runner = runner;
    }

    /**
     * @param units what the work on a record costs, at least 0
     * @return one result per record, in the order of the records
     * @throws ContractFailure if the whole cannot be paid for, or {@code function} fails
     */
    public <T, R> List<R> map(
            List<? extends T> records, ToLongFunction<? super T> units, Function<? super T, ? extends R> function) {
        List<T> fixed = List.copyOf(records);
        return List.copyOf(runner.<R>run(fixed.size(), pay(fixed, units), number -> function.apply(fixed.get(number))));
    }

    /**
     * Maps each record and puts the results together one after the other, from {@code start} on. Only the mapping is spread, so {@code combine} need not be
     * associative; keep it cheap.
     *
     * @param units what mapping a record and adding its result costs
     */
    public <T, R> R aggregate(
            List<? extends T> records,
            ToLongFunction<? super T> units,
            R start,
            Function<? super T, ? extends R> function,
            BinaryOperator<R> combine) {
        R sum = start;
        for (R each : this.<T, R>map(records, units, function)) {
            sum = combine.apply(sum, each);
        }
        return sum;
    }

    /** Whether {@code wanted} holds for a record; what comes after the first such record is not looked at, though paid for. */
    public <T> boolean contains(
            List<? extends T> records, ToLongFunction<? super T> units, Predicate<? super T> wanted) {
        try {
            map(records, units, record -> {
                if (wanted.test(record)) {
                    throw new Found();
                }
                return Boolean.FALSE;
            });
            return false;
        } catch (Found found) {
            return true;
        }
    }

    private <T> long pay(List<T> records, ToLongFunction<? super T> units) {
        if (records.size() > RECORDS_MAX) {
            throw new ContractFailure(
                    CommonFailure.LIMIT_EXCEEDED,
                    "a batch has at most " + RECORDS_MAX + " records, not " + records.size() + "; make several");
        }
        long sum = 0;
        for (T record : records) {
            long each = units.applyAsLong(record);
            if (each < 0) {
                throw new IllegalArgumentException("work on a record costs at least 0 units, not " + each);
            }
            sum = sum > Long.MAX_VALUE - each ? Long.MAX_VALUE : sum + each;
        }
        meter.accept(sum);
        return sum;
    }

    /** Ends a search. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Found() {
            super("found", null, false, false);
        }
    }
}
