package org.banyan.simulation.liar;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** Signs whatever it is asked to, and remembers the latest request of each type only to go on from there. */
final class Unguarded implements SignGuard {
    private final CryptoSuite suite;
    private final ChainId chain;
    private final Signer signer;
    private final Map<SignatureType, SignRequest> last = new TreeMap<>();

    Unguarded(CryptoSuite suite, ChainId chain, Signer signer) {
        this.suite = suite;
        this.chain = chain;
        this.signer = signer;
    }

    @Override
    public Optional<Bytes> sign(SignRequest request) {
        last.put(request.type(), request);
        return Optional.of(sign(request.type(), request.object()));
    }

    Bytes sign(SignatureType type, Hash object) {
        return signer.sign(suite.signingHash(chain, type, object));
    }

    @Override
    public Map<SignatureType, SignRequest> lastSigned() {
        return new TreeMap<>(last);
    }
}
