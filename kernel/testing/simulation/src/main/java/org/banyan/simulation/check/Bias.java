package org.banyan.simulation.check;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@value #NAME}: no producer builds in one place of its rounds much more often than in the others (RS6, T14). Looks at final blocks alone: who built where.
 * A block that is missing says nothing, so who was down, or withheld a block, is judged by the blocks that it did build.
 *
 * <p>What the rule of the order owes to a whole population of colluders is judged over many more rounds by {@code BiasTest}; this one finds an order that is
 * stuck, or that somebody can choose.
 */
public final class Bias {
    public static final String NAME = "bias";

    /** A share that far above a fair one is no chance: less than one in 10^7 for the few rounds of a run. */
    private static final double SIGMAS_MAX = 6;

    private static final int BLOCKS_MIN = 20;

    private final Findings findings;
    private final int places;
    private final Map<Integer, long[]> built = new TreeMap<>();

    /** @param places of a round that everybody has equally often */
    public Bias(Findings findings, int places) {
        this.findings = findings;
        this.places = places;
    }

    /** A final block. */
    public void placed(int producer, int place) {
        if (place < places) {
            built.computeIfAbsent(producer, unknown -> new long[places])[place]++;
        }
    }

    public void check() {
        built.forEach((producer, counts) -> {
            long all = 0;
            for (long count : counts) {
                all += count;
            }
            for (int place = 0; all >= BLOCKS_MIN && places > 1 && place < places; place++) {
                double fair = (double) all / places;
                double sigmas = (counts[place] - fair) / Math.sqrt(fair * (1 - 1.0 / places));
                if (sigmas > SIGMAS_MAX) {
                    findings.report(
                            NAME,
                            String.format(
                                    Locale.ROOT,
                                    "producer %d built %d of its %d final blocks in place %d of %d: %.1f sigmas above fair",
                                    producer,
                                    counts[place],
                                    all,
                                    place,
                                    places,
                                    sigmas));
                    return;
                }
            }
        });
    }
}
