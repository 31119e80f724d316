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
}
