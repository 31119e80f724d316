package org.banyan.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/** A mutant: eager votes, and certificates of half of the producers. */
final class HalfQuorum extends MaskedConsensus {
    private final ChainParameters chain;

    HalfQuorum(Consensus sound, ChainParameters chain) {
        super(new MaskedRules(sound, State::new));
        this.chain = chain;
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        return new ConsensusMutants.Eager(super.agent(setup), this::join, setup, chain);
    }

    private List<AgentEffect> join(AgentEvent event, KnownBlocks blocks) {
        if (!(event instanceof AgentEvent.WitnessGrew grew)
                || !grew.witness().payloads(WitnessEntry.CERTIFICATE).isEmpty()) {
            return List.of();
        }
        ProducerSet set = grew.parentState().producers();
        Map<Integer, VoteSignature> votes = new TreeMap<>();
        grew.witness().payloads(WitnessEntry.VOTE).stream()
                .map(VoteSignature.CODEC::decode)
                .forEach(vote -> votes.put(vote.position(), vote));
        if (2 * votes.size() < set.size()) {
            return List.of();
        }
        Certificate ballot = new Quorum(chain.chainId(), set, chain.suite())
                .ballot(grew.block().header().height(), grew.block().id(), Bytes.EMPTY);
        Certificate certificate = new Certificate(
                ballot.chainId(),
                ballot.height(),
                ballot.block(),
                ballot.producerSet(),
                ballot.data(),
                List.copyOf(votes.values()));
        return List.of(new AgentEffect.AddWitness(grew.block().id(), QuorumWitness.certificate(certificate)));
    }

    private static final class State extends MaskedRules.State {
        State(ConsensusState sound) {
            super(sound);
        }

        @Override
        ConsensusState masked(ConsensusState next) {
            return new State(next);
        }

        @Override
        public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
            if (!entry.kind().equals(WitnessEntry.CERTIFICATE)
                    || !known.payloads(WitnessEntry.CERTIFICATE).isEmpty()) {
                return super.mayAdd(child, known, entry);
            }
            Verdict verdict = super.mayAdd(child, known, entry);
            return verdict instanceof Verdict.Rejected rejected
                            && rejected.rule().equals(Quorum.TOO_FEW_VOTES)
                    ? checkCertificate(Certificate.CODEC.decode(entry.payload()))
                    : verdict;
        }

        @Override
        public Verdict checkCertificate(Certificate certificate) {
            return 2 * certificate.votes().size() >= producers().size()
                    ? Verdict.ACCEPTED
                    : super.checkCertificate(certificate);
        }
    }
}
