package org.banyan.testkit.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ConsensusExtension;
import org.banyan.types.block.Header;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/**
 * A consensus whose blocks the test dictates: who produces (the header's {@link ScriptedData}), when (any later time), which branch wins (the fork choice it
 * is given), what is final ({@link #certificate}).
 *
 * <p>It has no schedule and guards against no liar; it is the second implementation of the port beside the real ones, and deterministic.
 */
public final class ScriptedConsensus implements Consensus {
    public static final String ID = "scripted";

    /** The longer branch; on a tie stay. */
    public static final ForkChoice LONGEST = (candidate, head, finalHeight) ->
            candidate.header().height().compareTo(head.header().height()) > 0;

    /** The branch whose producers weigh more; on a tie stay. */
    public static final ForkChoice HEAVIEST = (candidate, head, finalHeight) -> weight(candidate) > weight(head);

    /** Whatever came first, unless it is extended. */
    public static final ForkChoice STAY =
            (candidate, head, finalHeight) -> candidate.header().parent().equals(head.id());

    private static final long FUTURE_MILLIS_MAX = 500;

    private final ChainParameters chain;
    private final ScriptedParameters parameters;
    private final ForkChoice forkChoice;

    /** @throws CodecException if the parameters are not canonical {@link ScriptedParameters} */
    public ScriptedConsensus(ChainParameters chain, ForkChoice forkChoice) {
        this.chain = chain;
        this.parameters = ScriptedParameters.CODEC.decode(chain.parameters());
        this.forkChoice = forkChoice;
    }

    /** The seal of {@code header} by {@code signer}. */
    public WitnessEntry seal(Header header, Signer signer) {
        BlockId id = header.id(chain.suite().hash());
        return QuorumWitness.seal(
                signer.sign(chain.suite().signingHash(chain.chainId(), SignatureType.BLOCK, id.hash())));
    }

    /** The vote of {@code signer}, which stands at {@code position} of the set that certifies {@code header}. */
    public VoteSignature vote(Header header, ConsensusState parentState, int position, Signer signer) {
        Quorum quorum = ((ScriptedState) parentState).quorum();
        Certificate ballot =
                quorum.ballot(header.height(), header.id(chain.suite().hash()), Bytes.EMPTY);
        return new VoteSignature(
                position,
                signer.sign(chain.suite().signingHash(chain.chainId(), SignatureType.VOTE, quorum.object(ballot))));
    }

    /** A certificate of {@code header} by as many of {@code producers}, from the first on, as a quorum needs. */
    public Certificate certificate(Header header, ConsensusState parentState, TestProducers producers) {
        Quorum quorum = ((ScriptedState) parentState).quorum();
        Certificate ballot =
                quorum.ballot(header.height(), header.id(chain.suite().hash()), Bytes.EMPTY);
        var votes = new ArrayList<VoteSignature>();
        Optional<Certificate> certificate = Optional.empty();
        for (int i = 0; certificate.isEmpty() && i < producers.signers().size(); i++) {
            votes.add(vote(header, parentState, i, producers.signers().get(i)));
            certificate = quorum.assemble(ballot, List.copyOf(votes));
        }
        return certificate.orElseThrow(() ->
                new IllegalArgumentException("these producers are no quorum of the set that certifies the block"));
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
        return new ScriptedState(chain.chainId(), chain.suite(), parameters.producers(), 0);
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        return ScriptedState.decode(chain.chainId(), chain.suite(), encoded);
    }

    @Override
    public ForkChoice forkChoice() {
        return forkChoice;
    }

    @Override
    public long futureMillisMax() {
        return Math.min(FUTURE_MILLIS_MAX, chain.slotMillis());
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return new ScriptedAgent(chain, parameters.automatic(), setup);
    }

    static Optional<ConsensusExtension> extension(Header header) {
        try {
            return header.extension(ConsensusExtension.ID).map(ConsensusExtension.CODEC::decode);
        } catch (CodecException malformed) {
            return Optional.empty();
        }
    }

    private static long weight(ForkChoice.Tip tip) {
        return ((ScriptedState) tip.state()).branchWeight();
    }
}
