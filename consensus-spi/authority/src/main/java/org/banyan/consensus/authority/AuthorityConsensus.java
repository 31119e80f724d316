package org.banyan.consensus.authority;

import java.util.Optional;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.quorum.EqualProducers;
import org.banyan.types.Bytes;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;

/**
 * Proof of authority.
 *
 * <p>Time is cut into slots; the producer of a slot is the set's member at position slot mod n. The longest branch is the head. A block is final when
 * {@code floor(2n/3) + 1} producers voted for it; see {@link Voter} for what they vote for and what that guarantees. Every rule needs headers alone.
 */
public final class AuthorityConsensus implements Consensus {
    public static final String ID = "authority";

    /** Longest lead of a header over the local clock. */
    private static final long FUTURE_MILLIS_MAX = 500;

    private static final ForkChoice LONGEST = (candidate, head, finalHeight) ->
            candidate.header().height().compareTo(head.header().height()) > 0;

    private final AuthorityChain chain;
    private final ProducerSet first;

    AuthorityConsensus(ChainParameters parameters, ProducerSet first) {
        this.chain = new AuthorityChain(parameters);
        this.first = first;
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
    public ConsensusState genesis() {
        return AuthorityState.genesis(chain, first);
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        StateContent content = StateContent.CODEC.decode(encoded);
        EqualProducers.defect(content.producers(), chain.suite()).ifPresent(defect -> {
            throw new CodecException("the producer set of an authority state cannot be: " + defect);
        });
        return new AuthorityState(chain, content);
    }

    @Override
    public ForkChoice forkChoice() {
        return LONGEST;
    }

    @Override
    public long futureMillisMax() {
        return Math.min(FUTURE_MILLIS_MAX, chain.slots().slotMillis() / 4);
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return new AuthorityAgent(chain, setup);
    }

    @Override
    public Optional<Schedule> schedule() {
        return Optional.of(new AuthoritySchedule(chain.slots()));
    }
}
