package org.banyan.node.chain;

import java.util.function.LongSupplier;
import org.banyan.spi.verification.VerifyWorkers;

/**
 * The help that chains have with verifying signatures, and how far it is believed.
 *
 * @param samplePercent so many of a hundred transactions whose signatures a worker calls valid are verified again here, and one of each chunk at least
 * @param seeds numbers that no worker can foresee: they choose the samples
 * @param observer is told what becomes of chunks
 */
public record VerifyHelp(VerifyWorkers workers, int samplePercent, LongSupplier seeds, VerifyObserver observer) {
    /** A chain verifies by itself. */
    public static final VerifyHelp NONE = new VerifyHelp(VerifyWorkers.NONE, 100, () -> 0, VerifyObserver.NONE);

    public VerifyHelp {
        if (samplePercent < 0 || samplePercent > 100) {
            throw new IllegalArgumentException("the sample is 0 to 100 percent but was " + samplePercent);
        }
    }

    /** The same, told to {@code observer}. */
    public VerifyHelp observed(VerifyObserver observer) {
        return new VerifyHelp(workers, samplePercent, seeds, observer);
    }
}
