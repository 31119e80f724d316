package org.banyan.consensus.bft;

import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.Judgement;
import org.banyan.consensus.quorum.EqualProducers;
import org.banyan.types.Bytes;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.codec.CodecException;

/**
 * Byzantine agreement with views.
 *
 * <p>At each height the leader of a view proposes a block on the final one; the others prepare, then commit to it. {@code floor(2n/3) + 1} commits make it
 * final, and only then a child can stand on it: the child carries its parent's certificate. A leader that fails is given up by a quorum, and what was
 * prepared goes with the view change. See {@link BftAgent}. Every rule needs headers alone.
 */
public final class BftConsensus implements Consensus {
    public static final String ID = "bft";

    /** Longest lead of a header over the local clock. */
    private static final long FUTURE_MILLIS_MAX = 500;

    private static final ForkChoice LONGEST = (candidate, head, finalHeight) ->
            candidate.header().height().compareTo(head.header().height()) > 0;

    private final BftChain chain;
    private final BftParameters parameters;

    BftConsensus(ChainParameters chain, BftParameters parameters, Safety safety) {
        this.chain = new BftChain(chain, parameters, safety);
        this.parameters = parameters;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean headerOnly() {
        return true;
    }

    @Override
    public long idleSlots() {
        return parameters.emptyEvery() == 0 ? NEVER_IDLE_BLOCKS : parameters.emptyEvery();
    }

    @Override
    public ConsensusState genesis() {
        return BftState.genesis(chain, parameters.producers());
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        StateContent content = StateContent.CODEC.decode(encoded);
        EqualProducers.defect(content.producers(), chain.suite()).ifPresent(defect -> {
            throw new CodecException("the producer set of a bft state cannot be: " + defect);
        });
        return new BftState(chain, content);
    }

    @Override
    public ForkChoice forkChoice() {
        return LONGEST;
    }

    @Override
    public long futureMillisMax() {
        return Math.min(FUTURE_MILLIS_MAX, chain.slotMillis() / 4);
    }

    @Override
    public Judgement judge(Checkpoint served, Bytes evidence) {
        return BftOffence.judge(chain, served, evidence);
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return new BftAgent(chain, setup);
    }
}
