package org.banyan.contracts.account;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the account contract to the trusted runtime. */
public final class TrustedAccount implements TrustedContract {
    @Override
    public Contract create() {
        return new AccountContract(new KeyAccount());
    }
}
