package org.banyan.cli.load;

import java.util.SplittableRandom;

/** Draws ranks from 0: rank r with weight 1 / (r + 1)^skew. Not thread-safe. */
final class Zipf {
    private final SplittableRandom random;
    private final double[] cumulated;

    Zipf(int count, double skew, SplittableRandom random) {
        this.random = random;
        this.cumulated = new double[count];
        double sum = 0;
        for (int rank = 0; rank < count; rank++) {
            sum += Math.pow(rank + 1, -skew);
            cumulated[rank] = sum;
        }
    }

    int next() {
        double wanted = random.nextDouble() * cumulated[cumulated.length - 1];
        int low = 0;
        int high = cumulated.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulated[middle] <= wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int nextBut(int other) {
        int rank = next();
        while (rank == other) {
            rank = next();
        }
        return rank;
    }
}
