package com.example.freight;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the contract to the trusted runtime; META-INF/services names this class. */
public final class TrustedGoods implements TrustedContract {
    @Override
    public Contract create() {
        return new GoodsContract(new GoodsRules());
    }
}
