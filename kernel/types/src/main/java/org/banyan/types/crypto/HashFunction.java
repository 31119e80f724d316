package org.banyan.types.crypto;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/** A 32-byte collision-resistant hash over a tag and a byte string. Implementations are thread-safe and deterministic. */
public interface HashFunction {
    /** Hash of {@code tag || bytes[from, from + size)}. */
    Hash hash(Tag tag, byte[] bytes, int from, int size);

    default Hash hash(Tag tag, Bytes bytes) {
        return hash(tag, bytes.readOnlyArray(), 0, bytes.size());
    }

    /** Hash of {@code tag || left || right}: the inner node of every tree. */
    default Hash hash(Tag tag, Hash left, Hash right) {
        byte[] pair = new byte[2 * Hash.SIZE];
        left.write(pair, 0);
        right.write(pair, Hash.SIZE);
        return hash(tag, pair, 0, pair.length);
    }

    /** The same for nodes that lie packed as four words each: hashes those at {@code left} and {@code right} of {@code words} to {@code target}, which may be one of them. */
    default void hash(Tag tag, long[] words, int left, int right, int target) {
        hash(tag, Hash.read(words, left), Hash.read(words, right)).write(words, target);
    }
}
