package org.banyan.drivers.crypto.secp256k1;

/**
 * The arithmetic of secp256k1 ECDSA. Callers have checked every form of {@link org.banyan.types.crypto.Secp256k1Rules}; arrays are read only. Thread-safe.
 */
interface Secp256k1Provider {
    String name();

    /** False as well when the key is not a point of the curve; never throws. */
    boolean verify(byte[] message, byte[] key, byte[] signature);

    /** RFC 6979 with HMAC-SHA-256, low-s, r then s. */
    byte[] sign(byte[] message, byte[] secret);

    /** Compressed public key. */
    byte[] publicKey(byte[] secret);

    boolean isOnCurve(byte[] key);
}
