package org.banyan.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.finality.Electorate;
import org.banyan.consensus.finality.FinalityVote;
import org.banyan.consensus.finality.VoteData;
import org.banyan.consensus.finality.VotingState;
import org.banyan.types.block.Producer;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * A mutant of the gadget: precommits what it prevoted, at once and without a certificate of the prevotes.
 *
 * <p>The sound part inside does not see these precommits before it would have cast them: it stops at the sight of a vote that it did not ask for.
 */
final class HastyPrecommits implements ConsensusAgent {
    private static final int PREVOTE = 1;
    private static final int PRECOMMIT = 2;

    private final ConsensusAgent sound;
    private final PublicKey key;
    private Optional<SignRequest> hasty = Optional.empty();

    /** The newest round in which the sound part precommitted by itself. */
    private long precommitted;

    private HastyPrecommits(ConsensusAgent sound, PublicKey key) {
        this.sound = sound;
        this.key = key;
    }

    static ConsensusFactory in(ConsensusFactory sound) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                return new MaskedConsensus(consensus) {
                    @Override
                    public ConsensusAgent agent(AgentSetup setup) {
                        ConsensusAgent agent = super.agent(setup);
                        return setup.producer()
                                .<ConsensusAgent>map(key -> new HastyPrecommits(agent, key))
                                .orElse(agent);
                    }
                };
            }
        };
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        if (event instanceof AgentEvent.Signed signed && hasty.equals(Optional.of(signed.request()))) {
            return cast(signed, blocks);
        }
        List<AgentEffect> effects = new ArrayList<>();
        for (AgentEffect effect : sound.on(withoutHasty(event), blocks)) {
            Optional<SignRequest> vote = effect instanceof AgentEffect.Sign sign
                    ? Optional.of(sign.request()).filter(request -> request.type() == SignatureType.VOTE)
                    : Optional.empty();
            boolean late = vote.filter(request -> request.minor() == PRECOMMIT).isPresent();
            if (late) {
                precommitted = vote.get().major();
            } else {
                effects.add(effect);
            }
            vote.filter(request -> request.minor() == PREVOTE)
                    .flatMap(request -> precommit(request, blocks))
                    .ifPresent(effects::add);
        }
        return effects;
    }

    private AgentEvent withoutHasty(AgentEvent event) {
        if (!(event instanceof AgentEvent.WitnessGrew grew)) {
            return event;
        }
        OptionalInt own = position(
                ((VotingState) grew.parentState()).electorate().producers().producers());
        List<WitnessEntry> others = grew.witness().entries().stream()
                .filter(entry -> FinalityVote.read(entry)
                        .filter(vote -> own.equals(OptionalInt.of(vote.vote().position())))
                        .filter(vote -> vote.data()
                                .equals(VoteData.precommit(
                                        vote.data().term(), vote.data().round())))
                        .filter(vote -> vote.data().round() > precommitted)
                        .isEmpty())
                .toList();
        return new AgentEvent.WitnessGrew(grew.now(), grew.block(), grew.parentState(), new Witness(others));
    }

    private Optional<AgentEffect> precommit(SignRequest prevote, KnownBlocks blocks) {
        Optional<ForkChoice.Tip> block = blocks.block(prevote.block());
        Optional<Electorate> voters = electorate(block, blocks);
        if (voters.isEmpty()) {
            return Optional.empty();
        }
        var ballot = voters.get()
                .ballot(block.orElseThrow().header().height(), prevote.block(), data(prevote, voters.get()));
        hasty = Optional.of(new SignRequest(
                SignatureType.VOTE,
                prevote.major(),
                PRECOMMIT,
                prevote.block(),
                voters.get().quorum().object(ballot)));
        return Optional.of(new AgentEffect.Sign(hasty.get()));
    }

    private List<AgentEffect> cast(AgentEvent.Signed signed, KnownBlocks blocks) {
        Optional<Electorate> voters = electorate(blocks.block(signed.request().block()), blocks);
        OptionalInt position =
                voters.map(each -> position(each.producers().producers())).orElse(OptionalInt.empty());
        if (voters.isEmpty() || position.isEmpty()) {
            return List.of();
        }
        VoteData data = data(signed.request(), voters.get());
        FinalityVote vote = new FinalityVote(data, new VoteSignature(position.getAsInt(), signed.signature()));
        return List.of(new AgentEffect.AddWitness(signed.request().block(), vote.toEntry()));
    }

    private static VoteData data(SignRequest vote, Electorate voters) {
        return VoteData.precommit(voters.term(), vote.major());
    }

    private static Optional<Electorate> electorate(Optional<ForkChoice.Tip> block, KnownBlocks blocks) {
        return block.flatMap(tip -> blocks.block(tip.header().parent()))
                .map(parent -> ((VotingState) parent.state()).electorate());
    }

    private OptionalInt position(List<Producer> set) {
        for (int i = 0; i < set.size(); i++) {
            if (set.get(i).key().equals(key)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
