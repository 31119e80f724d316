package org.banyan.drivers.crypto.keystore;

/** Where keys, salts and nonces come from. In production {@link SecureEntropy}; a seeded twin serves tests only. Thread-safe. */
public interface Entropy {
    /** {@code size} fresh unpredictable bytes that the caller owns. */
    byte[] bytes(int size);
}
