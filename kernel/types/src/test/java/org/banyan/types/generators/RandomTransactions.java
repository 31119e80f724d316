package org.banyan.types.generators;

import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.Authorization;
import org.banyan.types.transaction.AuthorizationList;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;
import org.banyan.types.transaction.Transaction;
import org.banyan.types.transaction.TransactionFamilies;

/** Random transactions and their parts. */
public final class RandomTransactions {
    private final RandomValues values;

    public RandomTransactions(RandomValues values) {
        this.values = values;
    }

    public Authorization authorization() {
        return new Authorization(values.positiveInt(), values.bytes(100), values.bytes(300));
    }

    public AuthorizationList authorizationList() {
        return new AuthorizationList(values.list(4, this::authorization));
    }

    public Transaction transaction() {
        return new Transaction(
                values.positiveInt(), values.positiveInt(), values.bytes(2000), values.list(4, this::authorization));
    }

    /** Of the account family, with a well-formed body. */
    public Transaction accountTransaction() {
        return new Transaction(
                TransactionFamilies.ACCOUNT,
                AccountCall.VERSION,
                AccountCall.CODEC.encode(accountCall()),
                values.list(2, this::authorization));
    }

    public AccountCall accountCall() {
        Address sender = values.address();
        return new AccountCall(
                values.chainId(),
                sender,
                values.address(),
                values.member(),
                values.bytes(1000),
                mark(),
                values.height(),
                values.uint64(),
                fee(),
                values.chance(50) ? sender : values.address());
    }

    public Mark mark() {
        return new Mark(values.height(), values.blockId());
    }

    public Fee fee() {
        Amount one = values.amount();
        Amount other = values.amount();
        return new Fee(one.max(other), one.min(other));
    }
}
