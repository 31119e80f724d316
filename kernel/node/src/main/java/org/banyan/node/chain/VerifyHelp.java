package org.banyan.node.chain;

import java.util.function.LongSupplier;
import org.banyan.spi.verification.VerifyWorkers;

/**
 * The help that chains have with verifying signatures, and how far it is believed.
 *
 * @param samplePercent so many of a hundred transactions whose signatures a worker calls valid are verified again here, and one of each chunk at least
 * @param seeds numbers that no worker can foresee: they choose the samples
 */
public record VerifyHelp(VerifyWorkers workers, int samplePercent, LongSupplier seeds) {
    /** A chain verifies by itself. */
    public static final VerifyHelp NONE = new VerifyHelp(VerifyWorkers.NONE, 100, () -> 0);

    public VerifyHelp {
        if (samplePercent < 0 || samplePercent > 100) {
            throw new IllegalArgumentException("the sample is 0 to 100 percent but was " + samplePercent);
        }
    }
}
