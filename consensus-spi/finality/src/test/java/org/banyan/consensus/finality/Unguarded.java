package org.banyan.consensus.finality;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** Signs whatever it is asked to. */
record Unguarded(ChainParameters chain, Signer signer) implements SignGuard {
    @Override
    public Optional<Bytes> sign(SignRequest request) {
        return Optional.of(signer.sign(chain.suite().signingHash(chain.chainId(), request.type(), request.object())));
    }

    @Override
    public Map<SignatureType, SignRequest> lastSigned() {
        return new TreeMap<>();
    }
}
