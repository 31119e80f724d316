package org.banyan.consensus.finality;

import org.banyan.consensus.ConsensusState;

/** The consensus state of a plug-in that uses the gadget. */
public interface VotingState extends ConsensusState {
    /** Who votes for the children of this block, and by what rules. */
    Electorate electorate();
}
