package org.banyan.types.state;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Hash;

/**
 * That one key has a certain value under a state root, or that it has none.
 *
 * <p>{@code siblings} run from the root to the place where the path of the key ends, at most {@value #DEPTH_MAX}. For presence the key's own leaf stands
 * there and {@code other} is empty. For absence nothing stands there, or the leaf {@code other} does, whose key hash begins with the same bits. The sides
 * follow from the key hash, never from the proof; the claim (key, value or absence) comes from the caller. For one tree and one key exactly one proof
 * checks. Source: DESIGN.md 2.
 */
public record StateProof(List<Hash> siblings, Optional<StateLeaf> other) {
    /** Bits of a key hash: no path is longer. */
    public static final int DEPTH_MAX = 8 * Hash.SIZE;

    /** Words of a hash. */
    private static final int WORDS = Hash.SIZE / Long.BYTES;

    /** @throws IllegalArgumentException if there are more than {@value #DEPTH_MAX} siblings */
    public StateProof {
        if (siblings.size() > DEPTH_MAX) {
            throw new IllegalArgumentException(
                    "a state proof has at most " + DEPTH_MAX + " siblings but got " + siblings.size());
        }
        siblings = List.copyOf(siblings);
    }

    /** Whether the tree with {@code root} holds {@code valueHash} for {@code keyHash}. */
    public boolean provesPresent(StateHasher hasher, Hash root, Hash keyHash, Hash valueHash) {
        return rootIfPresent(hasher, keyHash, valueHash).equals(Optional.of(root));
    }

    /** Whether the tree with {@code root} holds nothing for {@code keyHash}. */
    public boolean provesAbsent(StateHasher hasher, Hash root, Hash keyHash) {
        return rootIfAbsent(hasher, keyHash).equals(Optional.of(root));
    }

    /** The only root under which this proves the value, or empty when it can prove no value. */
    public Optional<Hash> rootIfPresent(StateHasher hasher, Hash keyHash, Hash valueHash) {
        if (other.isPresent()) {
            return Optional.empty();
        }
        return climb(hasher, keyHash, hasher.leaf(keyHash, valueHash));
    }

    /** The only root under which this proves that the key is absent, or empty when it can prove no absence. */
    public Optional<Hash> rootIfAbsent(StateHasher hasher, Hash keyHash) {
        if (other.isEmpty()) {
            return climb(hasher, keyHash, hasher.empty());
        }
        StateLeaf leaf = other.get();
        if (leaf.keyHash().equals(keyHash) || commonBits(leaf.keyHash(), keyHash) < siblings.size()) {
            return Optional.empty();
        }
        return climb(hasher, keyHash, hasher.leaf(leaf.keyHash(), leaf.valueHash()));
    }

    private Optional<Hash> climb(StateHasher hasher, Hash keyHash, Hash end) {
        // Beside an empty subtree a leaf would stand higher, and an empty one would be part of a larger empty one.
        if (!siblings.isEmpty() && siblings.getLast().equals(hasher.empty())) {
            return Optional.empty();
        }
        // The node and its sibling lie packed, so that the way up makes no object.
        long[] words = new long[2 * WORDS];
        end.write(words, 0);
        for (int depth = siblings.size() - 1; depth >= 0; depth--) {
            siblings.get(depth).write(words, WORDS);
            if (keyHash.bit(depth)) {
                hasher.inner(words, WORDS, 0, 0);
            } else {
                hasher.inner(words, 0, WORDS, 0);
            }
        }
        return Optional.of(Hash.read(words, 0));
    }

    /** How many leading bits two key hashes share: 0 to 256. */
    private static int commonBits(Hash a, Hash b) {
        int bits = Long.numberOfLeadingZeros(a.word0() ^ b.word0());
        if (bits == 64) {
            bits += Long.numberOfLeadingZeros(a.word1() ^ b.word1());
        }
        if (bits == 128) {
            bits += Long.numberOfLeadingZeros(a.word2() ^ b.word2());
        }
        if (bits == 192) {
            bits += Long.numberOfLeadingZeros(a.word3() ^ b.word3());
        }
        return bits;
    }
}
