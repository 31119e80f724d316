package org.banyan.spi.verification;

import java.util.List;

/**
 * Signatures that one worker verifies in one go. Needs no state: whoever has the suite can answer it, and answering it twice does no harm.
 *
 * @param suite id of the crypto suite whose schemes are meant
 */
public record SignatureChunk(String suite, List<SignatureCheck> checks) {
    /** Most signatures of a chunk. */
    public static final int CHECKS_MAX = 1_024;

    public SignatureChunk {
        checks = List.copyOf(checks);
        if (checks.isEmpty() || checks.size() > CHECKS_MAX) {
            throw new IllegalArgumentException(
                    "a chunk has 1 to " + CHECKS_MAX + " signatures but was given " + checks.size());
        }
    }
}
