package org.banyan.drivers.crypto.secp256k1;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decoded public keys that were met before: finding the point of a compressed key costs an eighth of a verification, and senders come back.
 *
 * <p>A key is remembered when it is first met and decoded when it is met again, so that keys seen once cost nothing. A key has one slot and may push another
 * out: that changes speed, never an answer. Keys that are no points are not kept decoded. Thread-safe.
 */
final class DecodedKeys<T> {
    /** About 10 MB when all are taken. */
    static final int SLOTS = 1 << 16;

    private final Function<byte[], Optional<T>> decode;
    private final AtomicReferenceArray<@Nullable Entry<T>> slots = new AtomicReferenceArray<>(SLOTS);

    /** @param decoded null until the key is met again */
    private record Entry<T>(byte[] key, @Nullable T decoded) {}

    /** @param decode empty when the key is not a point of the curve */
    DecodedKeys(Function<byte[], Optional<T>> decode) {
        this.decode = decode;
    }

    /** The decoded form of a compressed key, when it is worth having. {@code key} is kept and must not change. */
    Optional<T> find(byte[] key) {
        int slot = slot(key);
        @Nullable Entry<T> known = slots.get(slot);
        if (known == null || !Arrays.equals(known.key, key)) {
            slots.set(slot, new Entry<>(key, null));
            return Optional.empty();
        }
        if (known.decoded != null) {
            return Optional.of(known.decoded);
        }
        Optional<T> decoded = decode.apply(key);
        decoded.ifPresent(point -> slots.set(slot, new Entry<>(key, point)));
        return decoded;
    }

    /** The last bytes of the x coordinate, which are as good as random in keys that nobody chose. */
    private static int slot(byte[] key) {
        int last = key.length - 1;
        return ((key[last - 2] & 0xff) << 16 | (key[last - 1] & 0xff) << 8 | key[last] & 0xff) & (SLOTS - 1);
    }
}
