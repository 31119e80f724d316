package org.banyan.sdk.proof;

import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.proof.ProvenFact;

/** What a proof file says. Worth nothing until {@link ProofFile#verify} has compared it with what the proof shows. */
public sealed interface Claim {
    /** The transaction, with authorizations of this hash, is in the block at {@code packedHeight}. */
    record TransactionPacked(TransactionId id, Hash authorizationsHash, Height packedHeight) implements Claim {}

    /** The contract's state holds this value under the key, or nothing. */
    record StateHolds(Address contract, Bytes key, Optional<Bytes> value) implements Claim {}

    /** The account holds this much of a token. */
    record BalanceIs(Address owner, String symbol, Amount amount) implements Claim {}

    /**
     * Whether {@code fact} says the same.
     *
     * @param tokenContract address of the contract that keeps balances on the chain
     */
    default boolean isShownBy(ProvenFact fact, Address tokenContract) {
        return switch (this) {
            case TransactionPacked claim ->
                fact instanceof ProvenFact.TransactionIncluded shown
                        && shown.transaction().equals(claim.id)
                        && shown.authorizationsHash().equals(claim.authorizationsHash)
                        && shown.header().height().equals(claim.packedHeight);
            case StateHolds claim ->
                fact instanceof ProvenFact.StateKnown shown
                        && shown.contract().equals(claim.contract)
                        && shown.key().equals(claim.key)
                        && shown.value().equals(claim.value);
            case BalanceIs claim ->
                fact instanceof ProvenFact.StateKnown shown
                        && shown.contract().equals(tokenContract)
                        && shown.key().equals(TokenLayout.balanceKey(claim.owner, claim.symbol))
                        && shown.value().equals(TokenLayout.stored(claim.amount));
        };
    }
}
