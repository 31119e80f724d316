package org.banyan.core.execution;

import java.util.Arrays;
import java.util.List;
import org.banyan.core.state.StateView;
import org.banyan.spi.execution.TaskGraph;

/** Asks what is expected of a block's transactions, in chunks that workers take. */
final class Guessing implements TaskGraph {
    private static final int CHUNK = 512;
    private static final int[] NONE = {};

    private final List<CheckedTransaction> transactions;
    private final Expectations expectations;
    private final StateView state;
    private final Expectations.Guess[] guesses;

    /** @param state may be read by several threads at once */
    Guessing(List<CheckedTransaction> transactions, Expectations expectations, StateView state) {
        this.transactions = transactions;
        this.expectations = expectations;
        this.state = state;
        this.guesses = new Expectations.Guess[transactions.size()];
    }

    @Override
    public int size() {
        return (guesses.length + CHUNK - 1) / CHUNK;
    }

    @Override
    public int predecessors(int task) {
        return 0;
    }

    @Override
    public int[] successors(int task) {
        return NONE;
    }

    @Override
    public void run(int task) {
        int end = Math.min(guesses.length, (task + 1) * CHUNK);
        for (int i = task * CHUNK; i < end; i++) {
            guesses[i] = expectations.of(transactions.get(i), state);
        }
    }

    List<Expectations.Guess> guesses() {
        return Arrays.asList(guesses);
    }
}
