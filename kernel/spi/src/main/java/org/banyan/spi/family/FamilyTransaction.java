package org.banyan.spi.family;

import org.banyan.contract.AccessSet;
import org.banyan.types.Bytes;

/** A transaction that its family has read: what the kernel must check, and what it does. Immutable. */
public interface FamilyTransaction {
    TransactionTerms terms();

    /**
     * Whether the calls exist and their arguments parse, in the given state.
     *
     * @throws org.banyan.contract.ContractFailure saying what is unknown or malformed
     */
    void check(Calls calls);

    /** The state keys that it will touch, as far as they are declared. */
    AccessSet access(Calls calls);

    /**
     * Carries it out.
     *
     * @throws org.banyan.contract.ContractFailure if it fails; the kernel rolls its changes back
     */
    Bytes execute(Calls calls);
}
