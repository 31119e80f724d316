package org.banyan.contract;

import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;

/** Addresses that no key and no deployment can have. */
public final class SystemAddresses {
    /** The kernel itself: caller of system entries, owner of code bindings, deployer of system contracts. */
    public static final Address KERNEL = new Address(new Hash(0, 0, 0, 1));

    private SystemAddresses() {}

    /** Address of the system contract {@code name}: the same on every chain with the same crypto suite. */
    public static Address of(String name, CryptoSuite suite) {
        return suite.addressOfContract(KERNEL, Bytes.utf8(name));
    }
}
