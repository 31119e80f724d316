package org.banyan.consensus;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * Who this node is.
 *
 * @param producer the key it produces with; empty on a node that only follows
 * @param lastSigned what it signed last, by type, from its {@link SignGuard}
 */
public record AgentSetup(Optional<PublicKey> producer, Map<SignatureType, SignRequest> lastSigned) {
    public AgentSetup {
        lastSigned = Collections.unmodifiableMap(new TreeMap<>(lastSigned));
    }
}
