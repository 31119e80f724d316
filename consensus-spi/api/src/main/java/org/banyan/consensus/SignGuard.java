package org.banyan.consensus;

import java.util.Map;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureType;

/**
 * Signs for one producer key of one chain, and never two different objects at one position, across kills and restarts. RELIABILITY.md RS5.
 *
 * <p>The request is on disk before the signature leaves. Called by the node's effect loop, one at a time.
 */
public interface SignGuard {
    /** The signature, or empty when {@code request} could contradict what was signed before. */
    Optional<Bytes> sign(SignRequest request);

    /** The latest request of each type that was signed. */
    Map<SignatureType, SignRequest> lastSigned();
}
