package org.banyan.spi.family;

import java.util.List;
import org.banyan.types.Address;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.transaction.Fee;
import org.banyan.types.transaction.Mark;

/**
 * What the kernel checks of every transaction, whatever its family.
 *
 * @param validUntil last height at which it is valid
 * @param authorizers whose authorization it needs, sender first
 * @param payer who pays the fee; one of the authorizers
 */
public record TransactionTerms(
        ChainId chainId,
        Address sender,
        List<Address> authorizers,
        Mark mark,
        Height validUntil,
        Fee fee,
        Address payer) {
    public TransactionTerms {
        authorizers = List.copyOf(authorizers);
    }
}
