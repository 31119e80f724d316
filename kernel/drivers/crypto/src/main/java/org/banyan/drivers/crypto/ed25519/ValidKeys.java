package org.banyan.drivers.crypto.ed25519;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.banyan.types.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Decodes public keys and remembers those that passed the subgroup check, which costs as much as a verification.
 *
 * <p>A key has one slot and may push another out: that changes speed, never an answer. Refused keys are not kept. Thread-safe.
 */
final class ValidKeys {
    static final int SLOTS = 1024;

    private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

    private record Entry(Bytes key, Ed25519.PublicPoint point) {}

    /** The point of a canonical key in the prime-order subgroup. */
    Optional<Ed25519.PublicPoint> find(Bytes key) {
        if (key.size() != Ed25519Scheme.KEY_SIZE) {
            return Optional.empty();
        }
        int slot = key.hashCode() & (SLOTS - 1);
        @Nullable Entry known = slots.get(slot);
        if (known != null && known.key().equals(key)) {
            return Optional.of(known.point());
        }
        Optional<Ed25519.PublicPoint> point =
                Optional.ofNullable(Ed25519.validatePublicKeyFullExport(key.readOnlyArray(), 0));
        point.ifPresent(valid -> slots.set(slot, new Entry(key, valid)));
        return point;
    }
}
