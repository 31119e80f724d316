package org.banyan.simulation.node;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;

/** A sign guard whose every signature is heard of. */
record HeardGuard(SignGuard guard, Consumer<SignRequest> ear) implements SignGuard {
    @Override
    public Optional<Bytes> sign(SignRequest request) {
        Optional<Bytes> signature = guard.sign(request);
        signature.ifPresent(left -> ear.accept(request));
        return signature;
    }

    @Override
    public Map<SignatureType, SignRequest> lastSigned() {
        return guard.lastSigned();
    }
}
