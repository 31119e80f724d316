package org.banyan.core.chain;

import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/**
 * A block from elsewhere on its way into the chain.
 *
 * @param ahead what workers found out about its transactions, by {@link ChainEngine#checkedBefore} and before its step
 */
public record OfferedBlock(Block block, Witness witness, CheckedAhead ahead) {
    public OfferedBlock(Block block, Witness witness) {
        this(block, witness, CheckedAhead.NOTHING);
    }

    /** The entries that the block is accepted by; votes and certificates are checked one by one afterwards. */
    Witness seal() {
        return new Witness(witness.entries().stream()
                .filter(entry -> entry.kind().equals(WitnessEntry.SIGNATURE))
                .toList());
    }
}
