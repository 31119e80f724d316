package org.banyan.consensus.finality;

import org.banyan.consensus.ConsensusState;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/** The consensus state of a plug-in that uses the gadget. */
public interface VotingState extends ConsensusState {
    /** Who votes for the children of this block, and by what rules. */
    Electorate electorate();

    @Override
    default Witness with(Header child, Witness known, WitnessEntry entry) {
        return electorate().with(known, entry);
    }
}
