package org.banyan.drivers.crypto.ed25519;

import java.util.HexFormat;

/** Canonical scalars: 32 little-endian bytes below the subgroup's order L. */
final class ScalarRules {
    private static final int SIZE = 32;
    private static final byte[] ORDER =
            HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    private ScalarRules() {}

    static boolean isBelowOrder(byte[] bytes, int from) {
        for (int i = SIZE - 1; i >= 0; i--) {
            int order = Byte.compareUnsigned(bytes[from + i], ORDER[i]);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }
}
