package org.banyan.types.generators;

import java.util.function.Consumer;

/** Runs a property once per seed; a failure names the seed, and {@code -Dbanyan.seed=…} runs that seed alone. */
public final class Seeds {
    private Seeds() {}

    public static void each(int cases, Consumer<RandomValues> property) {
        String only = System.getProperty("banyan.seed", "");
        if (!only.isEmpty()) {
            check(Long.parseLong(only), property);
            return;
        }
        for (long seed = 1; seed <= cases; seed++) {
            check(seed, property);
        }
    }

    private static void check(long seed, Consumer<RandomValues> property) {
        try {
            property.accept(new RandomValues(seed));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("fails for seed " + seed + ", run it alone with -Dbanyan.seed=" + seed, failure);
        }
    }
}
