package org.banyan.spi.crypto;

import java.util.List;
import org.banyan.types.crypto.CryptoSuite;

/** Makes crypto suites by the id in the chain specification. Found by {@link java.util.ServiceLoader}; called once per chain at start. */
public interface CryptoSuiteFactory {
    /** The suites this factory makes, such as {@code sha256-secp256k1}; never changes. */
    List<String> ids();

    /**
     * A suite, thread-safe and without resources to close.
     *
     * @throws IllegalArgumentException if {@code id} is none of {@link #ids()}
     */
    CryptoSuite create(String id);

    /** One line for the start-up banner: which providers do the work, and why when it is not the preferred one. */
    String describe();
}
