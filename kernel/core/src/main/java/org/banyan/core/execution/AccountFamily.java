package org.banyan.core.execution;

import java.util.List;
import org.banyan.contract.AccessSet;
import org.banyan.spi.family.Calls;
import org.banyan.spi.family.FamilyTransaction;
import org.banyan.spi.family.TransactionFamily;
import org.banyan.spi.family.TransactionTerms;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.codec.CodecException;
import org.banyan.types.transaction.AccountCall;
import org.banyan.types.transaction.SignedTransaction;
import org.banyan.types.transaction.TransactionFamilies;

/** The account family: one call of one contract by one sender. */
final class AccountFamily implements TransactionFamily {
    @Override
    public int id() {
        return TransactionFamilies.ACCOUNT;
    }

    @Override
    public FamilyTransaction read(SignedTransaction transaction) {
        int version = transaction.transaction().version();
        if (version != AccountCall.VERSION) {
            throw new CodecException(
                    "version " + Integer.toUnsignedString(version) + " of the account family is unknown");
        }
        return new AccountTransaction(AccountCall.CODEC.decode(transaction.body()));
    }

    private record AccountTransaction(AccountCall call) implements FamilyTransaction {
        @Override
        public TransactionTerms terms() {
            List<Address> authorizers =
                    call.payer().equals(call.sender()) ? List.of(call.sender()) : List.of(call.sender(), call.payer());
            return new TransactionTerms(
                    call.chainId(),
                    call.sender(),
                    authorizers,
                    call.mark(),
                    call.validUntil(),
                    call.fee(),
                    call.payer());
        }

        @Override
        public void check(Calls calls) {
            calls.check(call.contract(), call.method(), call.arguments());
        }

        @Override
        public AccessSet access(Calls calls) {
            return calls.access(call.contract(), call.method(), call.arguments());
        }

        @Override
        public Bytes execute(Calls calls) {
            return calls.call(call.contract(), call.method(), call.arguments());
        }
    }
}
