package org.banyan.spi.header;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.StateReader;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.crypto.HashFunction;

/**
 * One customizable part of the header (aelf whitepaper 5.2.8): what a producer puts into it and when a validator accepts it. Which ids a chain has stands
 * in its contract collection.
 *
 * <p>Pure and thread-safe.
 */
public interface HeaderExtensionRule {
    /** Id in headers, such as {@code crosschain.index}. */
    String id();

    /** The value for a block that is being built; empty leaves the extension out. */
    Optional<Bytes> propose(BlockFacts facts);

    /** Whether {@code value} (empty when the header has none) is right for the block. */
    Verdict check(Optional<Bytes> value, BlockFacts facts);

    /**
     * @param hash the chain's hash function
     * @param parent header of the parent block
     * @param parentState state after the parent block, of one contract
     */
    record BlockFacts(
            HashFunction hash,
            Header parent,
            Height height,
            Timestamp time,
            List<Inherent> inherents,
            ContractStates parentState) {
        public BlockFacts {
            inherents = List.copyOf(inherents);
        }
    }

    /** State of contracts by the name they have in the collection. */
    interface ContractStates {
        /** Empty when the chain has no such system contract. */
        Optional<StateReader> of(String systemContract);
    }
}
