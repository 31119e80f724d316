package org.banyan.consensus.tck.lab;

import java.util.SplittableRandom;
import java.util.function.IntPredicate;
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

    /** As this, but messages between the two sides wait until {@code heals} when they are sent from {@code starts} on. */
    default Delays partitioned(Timestamp starts, Timestamp heals, IntPredicate oneSide) {
        return (from, to, sent) -> {
            boolean cut =
                    oneSide.test(from) != oneSide.test(to) && sent.compareTo(starts) >= 0 && sent.compareTo(heals) < 0;
            long travel = millis(from, to, sent);
            return cut ? heals.millis() - sent.millis() + travel : travel;
        };
    }
}
