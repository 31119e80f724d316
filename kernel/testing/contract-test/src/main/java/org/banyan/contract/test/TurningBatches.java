package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.banyan.contract.BatchRunner;

/**
 * Runs batches from their first record to the last, or the other way round: what a pure function comes to is the same. Both are orders in which threads could
 * have done it. Confined to one thread.
 */
final class TurningBatches implements BatchRunner {
    private boolean turned;

    /** @return what {@code work} returns while batches run backwards */
    <T> T backwards(Supplier<T> work) {
        turned = true;
        try {
            return work.get();
        } finally {
            turned = false;
        }
    }

    @Override
    public <R> List<R> run(int count, long units, IntFunction<R> function) {
        return turned ? turned(count, function) : SEQUENTIAL.run(count, units, function);
    }

    private static <R> List<R> turned(int count, IntFunction<R> function) {
        List<R> results = new ArrayList<>(count);
        List<RuntimeException> failures = new ArrayList<>();
        for (int number = count - 1; number >= 0; number--) {
            try {
                results.add(function.apply(number));
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getLast();
        }
        Collections.reverse(results);
        return results;
    }
}
