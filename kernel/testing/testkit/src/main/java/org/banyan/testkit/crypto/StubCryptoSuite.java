package org.banyan.testkit.crypto;

import java.util.Optional;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.SignatureScheme;

/** SHA-256 and {@link StubScheme}: hundreds of times faster than real signatures, for simulations and core tests. */
public final class StubCryptoSuite implements CryptoSuite {
    public static final String ID = "stub";

    private final SignatureScheme scheme = new StubScheme();

    @Override
    public String id() {
        return ID;
    }

    @Override
    public HashFunction hash() {
        return Sha256.INSTANCE;
    }

    @Override
    public Optional<SignatureScheme> scheme(int id) {
        return id == StubScheme.ID ? Optional.of(scheme) : Optional.empty();
    }

    @Override
    public SignatureScheme defaultScheme() {
        return scheme;
    }
}
