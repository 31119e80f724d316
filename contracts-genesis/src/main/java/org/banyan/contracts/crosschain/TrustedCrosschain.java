package org.banyan.contracts.crosschain;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the crosschain contract to the trusted runtime. */
public final class TrustedCrosschain implements TrustedContract {
    @Override
    public Contract create() {
        return new CrosschainContract(new ChainEdges());
    }
}
