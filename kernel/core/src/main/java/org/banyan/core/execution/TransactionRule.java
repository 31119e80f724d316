package org.banyan.core.execution;

import org.banyan.types.RuleId;
import org.banyan.types.Verdict;

/** Why a transaction is refused. Stable: the public API shows the same names with underscores. Rules: {@code docs/spi/transactions.md}. */
public enum TransactionRule {
    TX_MALFORMED,
    TX_TOO_LARGE,
    TX_UNKNOWN_FAMILY,
    TX_WRONG_CHAIN,
    TX_EXPIRED,
    TX_MARK_EXPIRED,
    TX_MARK_FOREIGN,
    TX_DUPLICATE,
    TX_FEE_TOO_LOW,
    TX_FEE_UNPAYABLE,
    TX_SIGNATURE_NOT_CANONICAL,
    TX_SIGNATURE_INVALID,
    TX_UNAUTHORIZED,
    TX_UNKNOWN_CONTRACT,
    TX_UNKNOWN_METHOD,
    TX_ARGUMENTS_INVALID;

    private final RuleId id = new RuleId(name().replace('_', '-'));

    public RuleId id() {
        return id;
    }

    Verdict.Rejected because(String reason) {
        return new Verdict.Rejected(id, reason);
    }
}
