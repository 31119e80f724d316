package org.banyan.mainchain.node.bench;

import java.util.SplittableRandom;

/** Who pays whom. The same seed draws the same pairs. */
sealed interface Shape {
    /** @return indices of payer and payee, which differ */
    int[] draw(SplittableRandom random);

    /** Every account is as likely as any other. */
    record Uniform(int accounts) implements Shape {
        @Override
        public int[] draw(SplittableRandom random) {
            int from = random.nextInt(accounts);
            return new int[] {from, other(from, random.nextInt(accounts - 1))};
        }
    }

    /** The account of rank r takes part with weight 1 / r^exponent, on both sides. */
    final class Zipf implements Shape {
        private final double[] cumulated;

        Zipf(int accounts, double exponent) {
            cumulated = new double[accounts];
            double sum = 0;
            for (int rank = 0; rank < accounts; rank++) {
                sum += Math.pow(rank + 1, -exponent);
                cumulated[rank] = sum;
            }
        }

        @Override
        public int[] draw(SplittableRandom random) {
            int from = rank(random);
            int to = rank(random);
            while (to == from) {
                to = rank(random);
            }
            return new int[] {from, to};
        }

        private int rank(SplittableRandom random) {
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
    }

    /** All pay account 0. */
    record HotCredit(int accounts) implements Shape {
        @Override
        public int[] draw(SplittableRandom random) {
            return new int[] {1 + random.nextInt(accounts - 1), 0};
        }
    }

    /** Account 0 pays all. */
    record HotDebit(int accounts) implements Shape {
        @Override
        public int[] draw(SplittableRandom random) {
            return new int[] {0, 1 + random.nextInt(accounts - 1)};
        }
    }

    private static int other(int from, int drawn) {
        return drawn < from ? drawn : drawn + 1;
    }
}
