package org.banyan.testkit.state;

import java.util.SortedMap;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/** Computes a state root from all entries at once, straight from SMT-1 to SMT-3 of {@code docs/spi/encoding.md}: slow and plain, the oracle of tests. */
public final class NaiveStateCommitment {
    private final HashFunction hash;

    public NaiveStateCommitment(HashFunction hash) {
        this.hash = hash;
    }

    /** The root over {@code entries}, value hashes by key hash. */
    public Hash root(SortedMap<Hash, Hash> entries) {
        return root(entries, new Hash(0, 0, 0, 0), 0);
    }

    private Hash root(SortedMap<Hash, Hash> entries, Hash start, int depth) {
        if (entries.isEmpty()) {
            return hash.hash(Tag.STATE_EMPTY, Bytes.EMPTY);
        }
        if (entries.firstKey().equals(entries.lastKey())) {
            var leaf = entries.sequencedEntrySet().getFirst();
            return hash.hash(Tag.STATE_LEAF, leaf.getKey(), leaf.getValue());
        }
        Hash middle = withBit(start, depth);
        return hash.hash(
                Tag.STATE_NODE,
                root(entries.headMap(middle), start, depth + 1),
                root(entries.tailMap(middle), middle, depth + 1));
    }

    private static Hash withBit(Hash hash, int index) {
        byte[] bytes = hash.toArray();
        bytes[index / 8] |= (byte) (0x80 >> index % 8);
        return Hash.of(bytes);
    }
}
