package org.banyan.sdk.proof;

import java.util.Optional;
import org.banyan.contract.state.StateKey;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;

/**
 * Where version 1 of the token contract keeps balances. The code of one (name, version) never changes, so a proof of a balance can be checked without asking
 * anybody for the contract's descriptor.
 */
public final class TokenLayout {
    /** Name of the system contract. */
    public static final String CONTRACT = "token";

    /** Number of the state field {@code balance(owner, symbol)}. */
    public static final int BALANCE_FIELD = 3;

    private TokenLayout() {}

    public static Bytes balanceKey(Address owner, String symbol) {
        return StateKey.field(BALANCE_FIELD).address(owner).string(symbol).toBytes();
    }

    /** A balance of zero has no entry. */
    static Optional<Bytes> stored(Amount amount) {
        return amount.isZero() ? Optional.empty() : Optional.of(amount.toBytes());
    }
}
