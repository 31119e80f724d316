package org.banyan.core.state;

import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** A key in one contract's own state. Ordered by contract, then key. */
public record StateKey(Address contract, Bytes key) implements Comparable<StateKey> {
    @Override
    public int compareTo(StateKey other) {
        int order = contract.compareTo(other.contract);
        return order != 0 ? order : key.compareTo(other.key);
    }

    /** Contract and key as one byte string. */
    public Bytes joined() {
        return Bytes.concat(contract.bytes(), key);
    }

    /** Whether this is a key of {@code contract} that starts with {@code prefix}. */
    public boolean isBelow(Address contract, Bytes prefix) {
        return this.contract.equals(contract) && key.startsWith(prefix);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof StateKey that && key.equals(that.key) && contract.equals(that.contract);
    }

    @Override
    public int hashCode() {
        return 31 * contract.hashCode() + key.hashCode();
    }
}
