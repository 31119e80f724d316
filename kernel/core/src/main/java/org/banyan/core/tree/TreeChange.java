package org.banyan.core.tree;

import java.util.Optional;
import org.banyan.types.Hash;

/** What one batch does to one key: a value's hash to hold from now on, or nothing to delete the key. Deleting an absent key changes nothing. */
public record TreeChange(Hash keyHash, Optional<Hash> valueHash) {
    public static TreeChange put(Hash keyHash, Hash valueHash) {
        return new TreeChange(keyHash, Optional.of(valueHash));
    }

    public static TreeChange delete(Hash keyHash) {
        return new TreeChange(keyHash, Optional.empty());
    }
}
