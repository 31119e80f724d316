package org.banyan.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/** A mutant: eager votes, and certificates of half of the producers. */
final class HalfQuorum extends MaskedConsensus {
    private final ChainParameters chain;

    HalfQuorum(Consensus sound, ChainParameters chain) {
        super(sound);
        this.chain = chain;
    }

    @Override
    public ConsensusState genesis() {
        return new State(super.genesis());
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        return new State(super.decode(encoded));
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        ConsensusAgent sound = super.agent(setup);
        ConsensusAgent unmasked = (event, blocks) -> sound.on(unmask(event), new Unmasked(blocks));
        return new ConsensusMutants.Eager(unmasked, this::join, setup, chain);
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

    private static ForkChoice.Tip unmask(ForkChoice.Tip tip) {
        return new ForkChoice.Tip(tip.id(), tip.header(), ((State) tip.state()).sound());
    }

    private static AgentEvent unmask(AgentEvent event) {
        return event instanceof AgentEvent.HeadChanged changed
                ? new AgentEvent.HeadChanged(changed.now(), unmask(changed.head()), unmask(changed.finalBlock()))
                : event;
    }

    private record Unmasked(KnownBlocks blocks) implements KnownBlocks {
        @Override
        public Optional<ForkChoice.Tip> block(BlockId id) {
            return blocks.block(id).map(HalfQuorum::unmask);
        }

        @Override
        public Optional<ConsensusState> parentState(BlockId id) {
            return blocks.parentState(id).map(state -> ((State) state).sound());
        }

        @Override
        public Witness witness(BlockId id) {
            return blocks.witness(id);
        }

        @Override
        public List<ForkChoice.Tip> tips() {
            return blocks.tips().stream().map(HalfQuorum::unmask).toList();
        }
    }

    private record State(ConsensusState sound) implements ConsensusState {
        @Override
        public Bytes encoded() {
            return sound.encoded();
        }

        @Override
        public ProducerSet producers() {
            return sound.producers();
        }

        @Override
        public Verdict check(ChildFacts child) {
            return sound.check(child);
        }

        @Override
        public ConsensusState next(ChildFacts child) {
            return new State(sound.next(child));
        }

        @Override
        public Producer producerOf(ChildFacts child) {
            return sound.producerOf(child);
        }

        @Override
        public Verdict checkSeal(Header child, Witness witness) {
            return sound.checkSeal(child, witness);
        }

        @Override
        public Verdict mayAdd(Header child, Witness known, WitnessEntry entry) {
            if (!entry.kind().equals(WitnessEntry.CERTIFICATE)) {
                return sound.mayAdd(child, known, entry);
            }
            return known.payloads(WitnessEntry.CERTIFICATE).isEmpty()
                    ? checkCertificate(Certificate.CODEC.decode(entry.payload()))
                    : sound.mayAdd(child, known, entry);
        }

        @Override
        public Verdict checkCertificate(Certificate certificate) {
            return 2 * certificate.votes().size() >= producers().size()
                    ? Verdict.ACCEPTED
                    : sound.checkCertificate(certificate);
        }
    }
}
