package org.banyan.spi.store;

import java.util.List;

/**
 * What {@link StoreVerifier} found.
 *
 * @param entries records that were read and passed their checksum
 * @param keyBytes bytes of their keys
 * @param valueBytes bytes of their values
 * @param damages messages of the first damaged records, at most {@link StoreVerifier#DAMAGES_MAX}
 * @param complete whether the walk reached the end; false when it gave up at the last damage listed
 */
public record StoreReport(long entries, long keyBytes, long valueBytes, List<String> damages, boolean complete) {
    public StoreReport {
        damages = List.copyOf(damages);
    }

    /** Every record was read and none is damaged. */
    public boolean sound() {
        return complete && damages.isEmpty();
    }
}
