package org.banyan.consensus.tck.lab;

import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.banyan.types.Timestamp;

/** How long a message travels. */
@FunctionalInterface
public interface Delays {
    /** Milliseconds from node {@code from} to node {@code to} for a message sent at {@code sent}. */
    long millis(int from, int to, Timestamp sent);

    /** The same for every message. */
    static Delays constant(long millis) {
        return (from, to, sent) -> millis;
    }

    /** Anything below {@code millisMax}, from a seed. */
    static Delays random(long seed, long millisMax) {
        SplittableRandom random = new SplittableRandom(seed);
        return (from, to, sent) -> random.nextLong(millisMax);
    }

    /**
     * As this, but a message between nodes of different sides that is sent from {@code starts} on waits until {@code heals}.
     *
     * @param side names the side of a node
     */
    default Delays partitioned(Timestamp starts, Timestamp heals, IntUnaryOperator side) {
        return (from, to, sent) -> {
            boolean cut = side.applyAsInt(from) != side.applyAsInt(to)
                    && sent.compareTo(starts) >= 0
                    && sent.compareTo(heals) < 0;
            long travel = millis(from, to, sent);
            return cut ? heals.millis() - sent.millis() + travel : travel;
        };
    }
}
