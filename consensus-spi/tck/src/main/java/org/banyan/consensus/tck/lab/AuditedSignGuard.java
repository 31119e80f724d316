package org.banyan.consensus.tck.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.SignatureType;

/** Remembers all that a guard signed and refused, and whether a position was ever signed twice with different objects. */
public final class AuditedSignGuard implements SignGuard {
    private final SignGuard guard;
    private final Map<String, Hash> signed = new TreeMap<>();
    private final List<SignRequest> refused = new ArrayList<>();
    private final List<SignRequest> contradictions = new ArrayList<>();

    public AuditedSignGuard(SignGuard guard) {
        this.guard = guard;
    }

    @Override
    public Optional<Bytes> sign(SignRequest request) {
        Optional<Bytes> signature = guard.sign(request);
        if (signature.isEmpty()) {
            refused.add(request);
        } else {
            String position = request.type() + " " + request.major() + " " + request.minor();
            Hash earlier = signed.putIfAbsent(position, request.object());
            if (earlier != null && !earlier.equals(request.object())) {
                contradictions.add(request);
            }
        }
        return signature;
    }

    @Override
    public Map<SignatureType, SignRequest> lastSigned() {
        return guard.lastSigned();
    }

    public int count() {
        return signed.size();
    }

    public List<SignRequest> refused() {
        return List.copyOf(refused);
    }

    public List<SignRequest> contradictions() {
        return List.copyOf(contradictions);
    }
}
