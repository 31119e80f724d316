package org.banyan.examples.notary;

import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;

// snippet: consensus
/** One notary makes every block, a slot or more after its parent, and its vote makes the block final. */
final class NotaryConsensus implements Consensus {
    private final ChainParameters chain;
    private final ProducerSet first;

    NotaryConsensus(ChainParameters chain, ProducerSet first) {
        this.chain = chain;
        this.first = first;
    }

    @Override
    public String id() {
        return NotaryFactory.ID;
    }

    /** Every rule needs headers alone. */
    @Override
    public boolean headerOnly() {
        return true;
    }

    @Override
    public ConsensusState genesis() {
        return new NotaryState(chain, first, Height.GENESIS);
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        NotaryState.Content content = NotaryState.Content.CODEC.decode(encoded);
        NotaryFactory.defect(content.notary(), chain.suite()).ifPresent(what -> {
            throw new CodecException("the notary of a state cannot be: " + what);
        });
        return new NotaryState(chain, content.notary(), content.since());
    }

    /** The longest branch; on a tie the node stays. */
    @Override
    public ForkChoice forkChoice() {
        return (candidate, head, finalHeight) ->
                candidate.header().height().compareTo(head.header().height()) > 0;
    }

    @Override
    public long futureMillisMax() {
        return Math.min(500, chain.slotMillis());
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return new NotaryAgent(chain, setup);
    }
}
// end snippet
