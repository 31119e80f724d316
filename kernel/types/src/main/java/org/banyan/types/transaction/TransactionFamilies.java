package org.banyan.types.transaction;

/** Ids of transaction families. Never reused. */
public final class TransactionFamilies {
    /** One call of one contract by one account: {@link AccountCall}. */
    public static final int ACCOUNT = 1;

    private TransactionFamilies() {}
}
