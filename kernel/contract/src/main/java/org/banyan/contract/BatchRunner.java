package org.banyan.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Runs a function for each number below a count. Called by {@link Batches}, implemented by hosts (aelf whitepaper 5.2.3: meta functions).
 *
 * <p>Every implementation does what {@link #SEQUENTIAL} does, as far as a caller can see: results in the order of the numbers, and if the function throws,
 * what it throws for the lowest number that it throws for. For higher numbers it may have been run all the same; for lower ones it has been. Thread-safe.
 */
public interface BatchRunner {
    /** The reference: a loop. */
    BatchRunner SEQUENTIAL = new BatchRunner() {
        @Override
        public <R> List<R> run(int count, long units, IntFunction<R> function) {
            List<R> results = new ArrayList<>(count);
            for (int number = 0; number < count; number++) {
                results.add(function.apply(number));
            }
            return results;
        }
    };

    /**
     * @param units what all of it costs: a hint whether it is worth spreading
     * @param function may be called by several threads at once
     */
    <R> List<R> run(int count, long units, IntFunction<R> function);
}
