package org.banyan.mainchain.node.bench;

/**
 * What is aimed at, from PERFORMANCE.md 4.
 *
 * @param id such as W1
 * @param what in a few words
 * @param unit of the measured value and the three marks
 * @param better whether more or less of it is better
 */
record Goal(String id, String what, String unit, Better better, double floor, double target, double stretch) {
    /** Pairs from which a verdict may be drawn. */
    static final int PAIRS_MIN = 20;

    enum Better {
        MORE,
        LESS
    }

    /** Spread of the middle half over the median from which a verdict says more of the machine than of the code. */
    private static final double NOISE = 0.25;

    /** Met when the target lies inside the quartiles or the quartiles lie beyond it; never on fewer than {@value #PAIRS_MIN} pairs. */
    String verdict(Quartiles seen) {
        if (seen.count() < PAIRS_MIN) {
            return "too few";
        }
        boolean noisy = seen.upper() - seen.lower() > NOISE * seen.median();
        return mark(seen) + (noisy ? ", noisy" : "");
    }

    private String mark(Quartiles seen) {
        if (reached(seen, stretch)) {
            return "stretch";
        }
        if (reached(seen, target)) {
            return "met";
        }
        return reached(seen, floor) ? "floor only" : "missed";
    }

    private boolean reached(Quartiles seen, double mark) {
        return better == Better.MORE ? seen.upper() >= mark : seen.lower() <= mark;
    }
}
