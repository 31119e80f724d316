package org.banyan.core.execution;

import java.util.List;
import org.banyan.spi.family.FamilyTransaction;
import org.banyan.spi.family.TransactionTerms;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.transaction.SignedTransaction;

/**
 * A transaction whose form and signatures are right on this chain, whatever the branch: made once, kept by the pool and by block import.
 *
 * @param terms the family's terms
 * @param signers keys with valid signatures, in the transaction's order
 * @param costLimit most metered units that its fee pays for
 */
public record CheckedTransaction(
        SignedTransaction signed,
        FamilyTransaction family,
        TransactionTerms terms,
        List<PublicKey> signers,
        long costLimit) {
    /** Its objects beside the bytes they hold. */
    private static final int OBJECTS_BYTES = 700;

    public CheckedTransaction {
        signers = List.copyOf(signers);
    }

    /** Bytes of memory that it takes, about: its call is there as it came, unpacked from the envelope, and read by its family. */
    public long memory() {
        return OBJECTS_BYTES + 3L * signed.raw().size();
    }
}
