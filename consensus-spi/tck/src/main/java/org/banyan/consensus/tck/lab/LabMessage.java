package org.banyan.consensus.tck.lab;

import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.WitnessEntry;

/** What nodes of a lab tell each other. */
sealed interface LabMessage {
    record NewBlock(LabBlock block, WitnessEntry seal) implements LabMessage {}

    record FromAgent(Bytes content) implements LabMessage {}

    record NewWitness(BlockId block, WitnessEntry entry) implements LabMessage {}
}
