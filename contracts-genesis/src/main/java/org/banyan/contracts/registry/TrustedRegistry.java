package org.banyan.contracts.registry;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the registry contract to the trusted runtime. */
public final class TrustedRegistry implements TrustedContract {
    @Override
    public Contract create() {
        return new RegistryContract(new ContractRegistry());
    }
}
