package org.banyan.drivers.crypto;

import java.util.List;
import org.banyan.drivers.crypto.ed25519.Ed25519Scheme;
import org.banyan.drivers.crypto.secp256k1.ProviderChoice;
import org.banyan.drivers.crypto.secp256k1.Secp256k1Scheme;
import org.banyan.spi.crypto.CryptoSuiteFactory;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureScheme;

/**
 * The built-in suites: {@value #SECP256K1} accepts secp256k1 (default) and Ed25519 keys, {@value #ED25519} only Ed25519 keys.
 *
 * <p>The secp256k1 provider is chosen when the factory is made. The service loader's instance reads the system property
 * {@value ProviderChoice#PROPERTY}. Thread-safe.
 */
public final class StandardCryptoSuites implements CryptoSuiteFactory {
    public static final String SECP256K1 = "sha256-secp256k1";
    public static final String ED25519 = "sha256-ed25519";

    private final Secp256k1Scheme secp256k1;
    private final SignatureScheme ed25519 = new Ed25519Scheme();

    /** For {@link java.util.ServiceLoader}: the choice comes from the system property {@value ProviderChoice#PROPERTY}. */
    public StandardCryptoSuites() {
        this(ProviderChoice.fromSystemProperty());
    }

    /** @throws IllegalStateException if {@code choice} demands the native library and it does not load */
    public StandardCryptoSuites(ProviderChoice choice) {
        this.secp256k1 = Secp256k1Scheme.with(choice);
    }

    @Override
    public List<String> ids() {
        return List.of(SECP256K1, ED25519);
    }

    @Override
    public CryptoSuite create(String id) {
        return switch (id) {
            case SECP256K1 -> new Sha256CryptoSuite(id, List.of(secp256k1, ed25519));
            case ED25519 -> new Sha256CryptoSuite(id, List.of(ed25519));
            default -> throw new IllegalArgumentException("unknown crypto suite '" + id + "'; known are " + ids());
        };
    }

    @Override
    public String describe() {
        return "secp256k1: " + secp256k1.describe() + "; ed25519: Bouncy Castle; sha256: JDK";
    }
}
