package org.banyan.contract.state;

import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.StateAccess;
import org.banyan.types.Bytes;

/** An unsigned 64-bit number in a contract's state; 0 when absent. Confined to the call. */
public final class NumberCell {
    private final StateAccess state;
    private final Bytes key;

    public NumberCell(StateAccess state, Bytes key) {
        this.state = state;
        this.key = key;
    }

    public long get() {
        return state.read(key).map(StoredValue.NUMBER::fromBytes).orElse(0L);
    }

    /** Zero removes the entry. */
    public void set(long value) {
        if (value == 0) {
            state.remove(key);
        } else {
            state.write(key, StoredValue.NUMBER.toBytes(value));
        }
    }

    /**
     * Adds the unsigned {@code delta} and returns the sum.
     *
     * @throws ContractFailure with {@link CommonFailure#LIMIT_EXCEEDED} if the sum reaches 2^64
     */
    public long increase(long delta) {
        long before = get();
        long sum = before + delta;
        if (Long.compareUnsigned(sum, before) < 0) {
            throw new ContractFailure(CommonFailure.LIMIT_EXCEEDED, "a number in the state would reach 2^64");
        }
        set(sum);
        return sum;
    }
}
