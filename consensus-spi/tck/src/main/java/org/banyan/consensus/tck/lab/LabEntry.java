package org.banyan.consensus.tck.lab;

import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;

/**
 * A block in a {@link LabTree}.
 *
 * @param facts what the parent's state judged; for genesis they speak of genesis itself
 * @param parentState the state after the parent; for genesis its own
 */
public record LabEntry(
        LabBlock block, ForkChoice.Tip tip, ChildFacts facts, ConsensusState parentState, Witness witness) {
    public BlockId id() {
        return tip.id();
    }

    public Header header() {
        return tip.header();
    }

    public Height height() {
        return tip.header().height();
    }

    public ConsensusState state() {
        return tip.state();
    }

    LabEntry with(Witness grown) {
        return new LabEntry(block, tip, facts, parentState, grown);
    }
}
