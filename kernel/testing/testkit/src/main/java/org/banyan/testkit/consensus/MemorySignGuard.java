package org.banyan.testkit.consensus;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** Keeps what it signed last in memory: it outlives an agent but not the process. Confined to one thread. */
public final class MemorySignGuard implements SignGuard {
    private final ChainId chain;
    private final CryptoSuite suite;
    private final Signer signer;
    private final Map<SignatureType, SignRequest> last = new TreeMap<>();

    public MemorySignGuard(ChainId chain, CryptoSuite suite, Signer signer) {
        this.chain = chain;
        this.suite = suite;
        this.signer = signer;
    }

    @Override
    public Optional<Bytes> sign(SignRequest request) {
        SignRequest earlier = last.get(request.type());
        if (earlier != null && !request.mayFollow(earlier)) {
            return Optional.empty();
        }
        last.put(request.type(), request);
        return Optional.of(signer.sign(suite.signingHash(chain, request.type(), request.object())));
    }

    @Override
    public Map<SignatureType, SignRequest> lastSigned() {
        return Collections.unmodifiableMap(new TreeMap<>(last));
    }
}
