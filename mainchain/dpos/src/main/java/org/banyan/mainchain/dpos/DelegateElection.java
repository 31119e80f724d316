package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.types.block.ProducerSet;

/**
 * What DPoS asks about elections. Every node must get the same answer for one chain: it decides which headers are valid.
 *
 * <p>Answered by the chain's parameters as long as no election contract is part of the collection.
 */
interface DelegateElection {
    /** Who must take over in this term; empty when the delegates stay, or a quorum of them may agree on others. */
    Optional<ProducerSet> electedFor(long term);

    /** The least term above {@code term} that has been decided; {@link Long#MAX_VALUE} when there is none. */
    long decidedAfter(long term);
}
