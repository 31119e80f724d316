package org.banyan.types.state;

import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * The hash rules of the state tree, a binary sparse Merkle tree over key hashes: one definition for those who build it and those who check proofs.
 *
 * <p>Bit i of a key hash, counted from the most significant, chooses left (0) or right (1) at depth i. A subtree with no leaf hashes to {@link #empty}; a
 * subtree with exactly one leaf hashes to that leaf, whatever its depth; every other subtree is an inner node. A leaf binds the whole key hash, so lifting
 * it loses nothing. Thread-safe. Source: DESIGN.md 2.
 */
public final class StateHasher {
    private final HashFunction hash;
    private final Hash empty;

    public StateHasher(HashFunction hash) {
        this.hash = hash;
        this.empty = hash.hash(Tag.STATE_EMPTY, Bytes.EMPTY);
    }

    /** Where the value of {@code key} of {@code contract} stands in the tree. */
    public Hash keyHash(Address contract, Bytes key) {
        byte[] input = new byte[Hash.SIZE + key.size()];
        contract.hash().write(input, 0);
        System.arraycopy(key.readOnlyArray(), 0, input, Hash.SIZE, key.size());
        return hash.hash(Tag.STATE_KEY, input, 0, input.length);
    }

    public Hash valueHash(Bytes value) {
        return hash.hash(Tag.STATE_VALUE, value);
    }

    /** The root of a tree without keys, and of every empty subtree. */
    public Hash empty() {
        return empty;
    }

    public Hash leaf(Hash keyHash, Hash valueHash) {
        return hash.hash(Tag.STATE_LEAF, keyHash, valueHash);
    }

    public Hash inner(Hash left, Hash right) {
        return hash.hash(Tag.STATE_NODE, left, right);
    }

    /** The same for nodes that lie packed as four words each. */
    public void inner(long[] words, int left, int right, int target) {
        hash.hash(Tag.STATE_NODE, words, left, right, target);
    }
}
