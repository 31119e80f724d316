package org.banyan.core.pool;

import org.banyan.types.RuleId;
import org.banyan.types.Verdict;

/** Why the pool refuses a transaction that is right in itself. Stable. */
public enum PoolRule {
    POOL_FULL,
    POOL_SENDER_QUOTA,
    POOL_FEE_BELOW_FLOOR,
    POOL_KNOWN,
    POOL_PAYER_RESERVED;

    private final RuleId id = new RuleId(name().replace('_', '-'));

    public RuleId id() {
        return id;
    }

    public Verdict.Rejected because(String reason) {
        return new Verdict.Rejected(id, reason);
    }
}
