package org.banyan.drivers.crypto;

import java.util.List;
import java.util.Optional;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.SignatureScheme;

/** SHA-256 with a few signature schemes, the first of which is the default. */
record Sha256CryptoSuite(String id, List<SignatureScheme> schemes) implements CryptoSuite {
    Sha256CryptoSuite {
        schemes = List.copyOf(schemes);
    }

    @Override
    public HashFunction hash() {
        return Sha256.INSTANCE;
    }

    @Override
    public Optional<SignatureScheme> scheme(int id) {
        for (SignatureScheme scheme : schemes) {
            if (scheme.id() == id) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    @Override
    public SignatureScheme defaultScheme() {
        return schemes.getFirst();
    }
}
