package org.banyan.contract;

/** Failures that every contract can have. Numbers from 100000 on, so that they never meet a contract's own. Never reused. */
public enum CommonFailure implements FailureCode {
    UNKNOWN_METHOD(100_000),
    BAD_ARGUMENTS(100_001),
    UNKNOWN_CONTRACT(100_002),
    OUT_OF_COST(100_003),
    WRITE_IN_VIEW(100_004),
    CALLS_TOO_DEEP(100_005),
    NOT_ALLOWED(100_006),
    LIMIT_EXCEEDED(100_007),
    CODE_REFUSED(100_008),
    AMOUNT_OVERFLOW(100_009),
    /** The contract's code broke; the message names the kind of fault. */
    CONTRACT_FAULT(100_010),
    /** The contract's own state does not hold what its declaration says. */
    BAD_STATE(100_011),
    /** A called contract answered with something else than its declaration says. */
    BAD_REPLY(100_012);

    private final int number;

    CommonFailure(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
