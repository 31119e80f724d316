package org.banyan.testkit.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * Produces in turn by height, one slot after the head, and waits for whoever's turn it is; or when instructed: the instruction is the
 * {@link ScriptedData} of a block on the head. Votes for each new head at once.
 *
 * <p>Votes of one producer form one chain only while there are no forks: this agent is for networks without liars and delays.
 */
final class ScriptedAgent implements ConsensusAgent {
    private static final String TIMER = "propose";

    private final ChainParameters chain;
    private final boolean automatic;
    private final Optional<PublicKey> key;
    private long votedHeight;
    private Optional<ForkChoice.Tip> head = Optional.empty();

    ScriptedAgent(ChainParameters chain, boolean automatic, AgentSetup setup) {
        this.chain = chain;
        this.automatic = automatic;
        this.key = setup.producer();
        SignRequest vote = setup.lastSigned().get(SignatureType.VOTE);
        this.votedHeight = vote == null ? 0 : vote.major();
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        return switch (event) {
            case AgentEvent.HeadChanged changed -> onHead(changed, blocks);
            case AgentEvent.TimerFired fired -> propose(fired.now(), turn());
            case AgentEvent.BlockBuilt built ->
                List.of(new AgentEffect.Sign(new SignRequest(
                        SignatureType.BLOCK,
                        built.header().time().millis(),
                        0,
                        built.id(),
                        built.id().hash())));
            case AgentEvent.BuildFailed failed ->
                List.of(new AgentEffect.NotProducing("the block was not built: " + failed.reason()));
            case AgentEvent.Signed signed -> onSigned(signed, blocks);
            case AgentEvent.SignRefused refused ->
                List.of(new AgentEffect.NotProducing("the sign guard refused " + refused.request()));
            case AgentEvent.WitnessGrew grew -> onWitness(grew);
            case AgentEvent.BlockAdded added -> List.of();
            case AgentEvent.WorkArrived arrived -> List.of();
            case AgentEvent.Received received -> List.of();
            case AgentEvent.Instructed instructed -> onInstruction(instructed);
        };
    }

    private List<AgentEffect> onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        if (head.isEmpty() && key.isEmpty()) {
            effects.add(new AgentEffect.NotProducing("this node has no producer key"));
        }
        head = Optional.of(changed.head());
        if (automatic && turn().isPresent()) {
            Timestamp at = changed.head().header().time().plusMillis(chain.slotMillis());
            effects.add(new AgentEffect.SetTimer(TIMER, at));
        }
        long height = changed.head().header().height().value();
        if (height > votedHeight) {
            blocks.block(changed.head().header().parent()).ifPresent(parent -> {
                Quorum quorum = ((ScriptedState) parent.state()).quorum();
                if (position(quorum.producers()).isPresent()) {
                    votedHeight = height;
                    Certificate ballot = quorum.ballot(
                            changed.head().header().height(), changed.head().id(), Bytes.EMPTY);
                    effects.add(new AgentEffect.Sign(new SignRequest(
                            SignatureType.VOTE, height, 0, changed.head().id(), quorum.object(ballot))));
                }
            });
        }
        return effects;
    }

    private List<AgentEffect> onSigned(AgentEvent.Signed signed, KnownBlocks blocks) {
        SignRequest request = signed.request();
        if (request.type() == SignatureType.BLOCK) {
            return List.of(new AgentEffect.Publish(request.block(), QuorumWitness.seal(signed.signature())));
        }
        return blocks.block(request.block())
                .flatMap(voted -> blocks.block(voted.header().parent()))
                .map(parent -> position(parent.state().producers()))
                .filter(OptionalInt::isPresent)
                .<List<AgentEffect>>map(position -> List.of(new AgentEffect.AddWitness(
                        request.block(),
                        QuorumWitness.vote(new VoteSignature(position.getAsInt(), signed.signature())))))
                .orElse(List.of());
    }

    private List<AgentEffect> onWitness(AgentEvent.WitnessGrew grew) {
        if (!grew.witness().payloads(WitnessEntry.CERTIFICATE).isEmpty()) {
            return List.of();
        }
        Quorum quorum = ((ScriptedState) grew.parentState()).quorum();
        Certificate ballot =
                quorum.ballot(grew.block().header().height(), grew.block().id(), Bytes.EMPTY);
        List<VoteSignature> votes = grew.witness().payloads(WitnessEntry.VOTE).stream()
                .map(VoteSignature.CODEC::decode)
                .toList();
        return quorum.assemble(ballot, votes)
                .<List<AgentEffect>>map(certificate ->
                        List.of(new AgentEffect.AddWitness(grew.block().id(), QuorumWitness.certificate(certificate))))
                .orElse(List.of());
    }

    private List<AgentEffect> onInstruction(AgentEvent.Instructed instructed) {
        return head.<List<AgentEffect>>map(tip -> List.of(
                        new AgentEffect.Propose(tip.id(), time(instructed.now(), tip), instructed.instruction())))
                .orElse(List.of(new AgentEffect.Report("there is no head to build on yet")));
    }

    private List<AgentEffect> propose(Timestamp now, OptionalInt position) {
        return head.filter(tip -> position.isPresent())
                .<List<AgentEffect>>map(tip -> List.of(new AgentEffect.Propose(
                        tip.id(),
                        time(now, tip),
                        ScriptedData.by(position.getAsInt()).encoded())))
                .orElse(List.of());
    }

    private static Timestamp time(Timestamp now, ForkChoice.Tip parent) {
        Timestamp earliest = parent.header().time().plusMillis(1);
        return now.compareTo(earliest) > 0 ? now : earliest;
    }

    /** This producer's position when the block after the head is its turn. */
    private OptionalInt turn() {
        if (head.isEmpty()) {
            return OptionalInt.empty();
        }
        ProducerSet set = head.get().state().producers();
        long turn = head.get().header().height().next().value() % set.size();
        return position(set).stream().filter(mine -> mine == turn).findFirst();
    }

    private OptionalInt position(ProducerSet set) {
        for (int i = 0; i < set.size(); i++) {
            PublicKey candidate = set.producers().get(i).key();
            if (key.filter(candidate::equals).isPresent()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
