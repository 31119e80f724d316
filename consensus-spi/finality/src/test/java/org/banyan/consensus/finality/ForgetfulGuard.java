package org.banyan.consensus.finality;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;

/** A mutant: the journal is written after the vote was sent, so a restart finds it one vote short. */
final class ForgetfulGuard implements SignGuard {
    private final SignGuard guard;
    private Map<SignatureType, SignRequest> written = new TreeMap<>();

    ForgetfulGuard(SignGuard guard) {
        this.guard = guard;
    }

    @Override
    public Optional<Bytes> sign(SignRequest request) {
        written = guard.lastSigned();
        return guard.sign(request);
    }

    @Override
    public Map<SignatureType, SignRequest> lastSigned() {
        return written;
    }
}
