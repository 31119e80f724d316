package org.banyan.cli.load;

import java.util.Arrays;

/** Quantiles by linear interpolation between neighbours. */
final class Quantiles {
    private Quantiles() {}

    /** @param share from 0 for the least to 1 for the greatest */
    static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
