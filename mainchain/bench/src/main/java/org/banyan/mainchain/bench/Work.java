package org.banyan.mainchain.bench;

/** Spends processor time. Same seed and units, same result, on every machine. */
final class Work {
    private Work() {}

    /**
     * Two rounds of a mixing function a unit, each of which needs the one before, so that no compiler and no processor can do them at once: time grows with the
     * units and nothing else. The mix is a bijection, so different seeds give different results.
     */
    static long spend(long seed, long units) {
        long mixed = seed;
        for (long unit = 0; unit < units; unit++) {
            mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ mixed >>> 29) * 0xc4ceb9fe1a85ec53L + 1;
        }
        return mixed;
    }
}
