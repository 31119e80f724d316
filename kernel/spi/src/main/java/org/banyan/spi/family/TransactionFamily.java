package org.banyan.spi.family;

import org.banyan.types.transaction.SignedTransaction;

/**
 * Gives transaction bodies of one family their meaning. The account family is the kernel's own; others (UTXO, bundles) plug in beside it.
 *
 * <p>Pure and thread-safe.
 */
public interface TransactionFamily {
    /** Family id in the envelope. */
    int id();

    /**
     * Reads a body strictly.
     *
     * @throws org.banyan.types.codec.CodecException if the body is not a canonical body of a known version
     */
    FamilyTransaction read(SignedTransaction transaction);
}
