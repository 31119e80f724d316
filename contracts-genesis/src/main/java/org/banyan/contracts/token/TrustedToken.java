package org.banyan.contracts.token;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the token contract to the trusted runtime. */
public final class TrustedToken implements TrustedContract {
    @Override
    public Contract create() {
        return new TokenContract(new FungibleTokens());
    }
}
