package org.banyan.examples.readings;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the contract to the trusted runtime. */
public final class TrustedReadings implements TrustedContract {
    @Override
    public Contract create() {
        return new ReadingsContract(new ReadingsRules());
    }
}
