package org.banyan.mainchain.bench;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the bench contract. Not a service of this jar: a chain with real value must not have it by accident. */
public final class DevelopmentBench implements TrustedContract {
    public static final String NAME = "bench";

    @Override
    public Contract create() {
        return new BenchContract(new BenchRules());
    }
}
