package org.banyan.contract.generated;

import java.util.ArrayList;
import java.util.List;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.KeyAccess;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** Collects the keys that a call declares in one contract's state. Confined to one thread. */
public final class AccessKeys {
    private final Address contract;
    private final List<KeyAccess> keys = new ArrayList<>();

    public AccessKeys(Address contract) {
        this.contract = contract;
    }

    public void key(Mode mode, Bytes key) {
        keys.add(new KeyAccess(contract, key, mode, false));
    }

    /** Every key that starts with {@code prefix}. */
    public void below(Mode mode, Bytes prefix) {
        keys.add(new KeyAccess(contract, prefix, mode, true));
    }

    AccessSet toSet(AccessSet.Precision precision) {
        return new AccessSet(precision, keys);
    }
}
