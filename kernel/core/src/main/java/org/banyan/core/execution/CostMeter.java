package org.banyan.core.execution;

import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;

/** Counts metered units of one transaction up to its limit. Depends only on the transaction and its sequential pre-state. */
final class CostMeter {
    private final long limit;
    private long used;

    CostMeter(long limit) {
        this.limit = limit;
    }

    /** @throws ContractFailure if the limit is passed; then the whole limit counts as used */
    void charge(long units) {
        if (units < 0 || units > limit - used) {
            used = limit;
            throw new ContractFailure(
                    CommonFailure.OUT_OF_COST,
                    "the call needs more than its limit of " + limit + " units; raise the fee limit");
        }
        used += units;
    }

    void charge(long count, long unitsEach) {
        if (count != 0 && unitsEach > limit / count) {
            charge(Long.MAX_VALUE);
        }
        charge(count * unitsEach);
    }

    long used() {
        return used;
    }
}
