package org.banyan.contract.test;

import java.util.Optional;
import org.banyan.contract.AccessSet;
import org.banyan.contract.ContractFailure;
import org.banyan.spi.family.Calls;
import org.banyan.spi.family.FamilyTransaction;
import org.banyan.spi.family.TransactionTerms;
import org.banyan.types.Bytes;

/** Keeps the failure itself, of which the receipt only has number and text. */
final class WatchedCall implements FamilyTransaction {
    private final FamilyTransaction watched;
    private Optional<ContractFailure> failure = Optional.empty();

    WatchedCall(FamilyTransaction watched) {
        this.watched = watched;
    }

    @Override
    public TransactionTerms terms() {
        return watched.terms();
    }

    @Override
    public void check(Calls calls) {
        watched.check(calls);
    }

    @Override
    public AccessSet access(Calls calls) {
        return watched.access(calls);
    }

    @Override
    public Bytes execute(Calls calls) {
        try {
            return watched.execute(calls);
        } catch (ContractFailure failed) {
            failure = Optional.of(failed);
            throw failed;
        }
    }

    Optional<ContractFailure> failure() {
        return failure;
    }
}
