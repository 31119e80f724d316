package org.banyan.spi.family;

import org.banyan.contract.AccessSet;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** Contract calls on behalf of a transaction's sender. */
public interface Calls {
    /** @throws org.banyan.contract.ContractFailure if the contract or method is unknown or the arguments do not parse */
    void check(Address contract, String method, Bytes arguments);

    AccessSet access(Address contract, String method, Bytes arguments);

    /** @throws org.banyan.contract.ContractFailure if the call fails */
    Bytes call(Address contract, String method, Bytes arguments);
}
