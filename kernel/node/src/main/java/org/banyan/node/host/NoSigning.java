package org.banyan.node.host;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;

/** The guard of a node that only follows: it has no key. */
final class NoSigning implements SignGuard {
    @Override
    public Optional<Bytes> sign(SignRequest request) {
        return Optional.empty();
    }

    @Override
    public Map<SignatureType, SignRequest> lastSigned() {
        return new TreeMap<>();
    }
}
