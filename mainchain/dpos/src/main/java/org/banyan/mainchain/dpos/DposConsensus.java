package org.banyan.mainchain.dpos;

import java.util.Optional;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.Judgement;
import org.banyan.consensus.Schedule;
import org.banyan.consensus.finality.FinalityRules;
import org.banyan.types.Bytes;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;

/**
 * Delegated proof of stake: {@code docs/spec/dpos.md}. Every rule needs headers alone. The head is the longest chain that extends the newest prevote certificate,
 * and what a quorum of delegates precommits is final.
 */
public final class DposConsensus implements Consensus {
    public static final String ID = "dpos";

    /** Longest lead of a header over the local clock. */
    private static final long FUTURE_MILLIS_MAX = 500;

    private final DposChain chain;

    DposConsensus(ChainParameters parameters, DposParameters dpos) {
        this.chain = new DposChain(parameters, dpos);
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
        return DposState.genesis(chain);
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        Content content = Content.CODEC.decode(encoded);
        refuse(content.set());
        content.next().map(NextTerm::delegates).ifPresent(this::refuse);
        return new DposState(chain, content);
    }

    private void refuse(ProducerSet set) {
        DposParameters.defect(set, chain.suite()).ifPresent(defect -> {
            throw new CodecException("the delegates of a DPoS state cannot be: " + defect);
        });
    }

    @Override
    public ForkChoice forkChoice() {
        return FinalityRules.LONGEST;
    }

    @Override
    public long futureMillisMax() {
        return Math.min(FUTURE_MILLIS_MAX, chain.slots().slotMillis() / 4);
    }

    @Override
    public Judgement judge(Checkpoint served, Bytes evidence) {
        return DposOffence.judge(chain, served, evidence);
    }

    @Override
    public long evidenceMillis() {
        return chain.parameters().evidenceMillis();
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return new DposAgent(chain, setup);
    }

    @Override
    public Optional<Schedule> schedule() {
        return Optional.of(new DposSchedule(chain));
    }
}
