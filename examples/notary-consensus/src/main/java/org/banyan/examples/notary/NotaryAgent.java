package org.banyan.examples.notary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/** What one node does: events in, effects out. Reads no clock and waits for nothing; the node carries the effects out and answers by events. */
final class NotaryAgent implements ConsensusAgent {
    private static final String TIMER = "next block";

    private final ChainParameters chain;
    private final Optional<PublicKey> key;
    private long sealedMillis;
    private long votedHeight;
    private Optional<Tip> head = Optional.empty();
    private Optional<SetChange> change = Optional.empty();
    private String told = "";

    // snippet: restart
    /** What was signed before a restart comes from the sign guard: nothing is signed twice at one position. */
    NotaryAgent(ChainParameters chain, AgentSetup setup) {
        this.chain = chain;
        this.key = setup.producer();
        this.sealedMillis = position(setup, SignatureType.BLOCK);
        this.votedHeight = position(setup, SignatureType.VOTE);
    }

    private static long position(AgentSetup setup, SignatureType type) {
        SignRequest last = setup.lastSigned().get(type);
        return last == null ? 0 : last.major();
    }
    // end snippet

    // snippet: agent
    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        return switch (event) {
            case AgentEvent.HeadChanged changed -> onHead(changed, blocks);
            case AgentEvent.TimerFired fired -> propose(fired.now());
            case AgentEvent.BlockBuilt built -> onBuilt(built);
            case AgentEvent.Signed signed -> onSigned(signed);
            case AgentEvent.WitnessGrew grew -> certify(grew);
            case AgentEvent.BuildFailed failed -> tell("its block could not be built: " + failed.reason());
            case AgentEvent.SignRefused refused -> tell("the sign guard refused: see that no other process uses the key");
            case AgentEvent.Instructed instructed -> onInstruction(instructed.instruction());
            case AgentEvent.BlockAdded added -> List.of();
            case AgentEvent.WorkArrived arrived -> List.of();
            case AgentEvent.Received received -> List.of();
        };
    }

    /** Votes for the new head, if its parent's state has this key as notary, and waits for the next slot, if the head's has. */
    private List<AgentEffect> onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks) {
        head = Optional.of(changed.head());
        List<AgentEffect> effects = new ArrayList<>();
        long height = changed.head().header().height().value();
        blocks.block(changed.head().header().parent())
                .filter(parent -> isNotary(parent) && height > votedHeight)
                .ifPresent(parent -> {
                    votedHeight = height;
                    Quorum quorum = ((NotaryState) parent.state()).quorum();
                    Certificate ballot =
                            quorum.ballot(changed.head().header().height(), changed.head().id(), Bytes.EMPTY);
                    effects.add(new AgentEffect.Sign(new SignRequest(
                            SignatureType.VOTE, height, 0, changed.head().id(), quorum.object(ballot))));
                });
        if (isNotary(changed.head())) {
            effects.add(new AgentEffect.SetTimer(TIMER, due(changed.head())));
        } else {
            effects.addAll(tell("this node is not the notary"));
        }
        return effects;
    }

    private List<AgentEffect> propose(Timestamp now) {
        Tip parent = head.orElseThrow();
        Bytes data = change.filter(next -> isAllowed(next, parent))
                .map(SetChange.CODEC::encode)
                .orElse(Bytes.EMPTY);
        return isNotary(parent) ? List.of(new AgentEffect.Propose(parent.id(), later(now, due(parent)), data)) : List.of();
    }

    /** A seal's position is the block's time: it rises even when a kill took the block that was sealed before. */
    private List<AgentEffect> onBuilt(AgentEvent.BlockBuilt built) {
        long millis = built.header().time().millis();
        if (millis <= sealedMillis || !head.map(Tip::id).equals(Optional.of(built.header().parent()))) {
            return List.of();
        }
        sealedMillis = millis;
        return List.of(new AgentEffect.Sign(
                new SignRequest(SignatureType.BLOCK, millis, 0, built.id(), built.id().hash())));
    }

    private List<AgentEffect> onSigned(AgentEvent.Signed signed) {
        SignRequest request = signed.request();
        return List.of(
                request.type() == SignatureType.BLOCK
                        ? new AgentEffect.Publish(request.block(), QuorumWitness.seal(signed.signature()))
                        : new AgentEffect.AddWitness(
                                request.block(), QuorumWitness.vote(new VoteSignature(0, signed.signature()))));
    }

    /** Any node joins the votes beside a block into a certificate; here one vote is enough. */
    private List<AgentEffect> certify(AgentEvent.WitnessGrew grew) {
        Quorum quorum = ((NotaryState) grew.parentState()).quorum();
        List<VoteSignature> votes = grew.witness().payloads(WitnessEntry.VOTE).stream()
                .map(VoteSignature.CODEC::decode)
                .toList();
        Certificate ballot = quorum.ballot(grew.block().header().height(), grew.block().id(), Bytes.EMPTY);
        boolean certified = !grew.witness().payloads(WitnessEntry.CERTIFICATE).isEmpty();
        return quorum.assemble(ballot, votes)
                .filter(certificate -> !certified)
                .<List<AgentEffect>>map(certificate ->
                        List.of(new AgentEffect.AddWitness(grew.block().id(), QuorumWitness.certificate(certificate))))
                .orElse(List.of());
    }
    // end snippet

    private List<AgentEffect> onInstruction(Bytes instruction) {
        Optional<SetChange> offered =
                NotaryState.read(instruction).filter(next -> head.filter(tip -> isAllowed(next, tip)).isPresent());
        change = offered.or(() -> change);
        return List.of(new AgentEffect.Report(
                offered.isPresent() ? "the next block of this node changes the notary" : "this is no change of the notary that its notary approved"));
    }

    private static boolean isAllowed(SetChange change, Tip parent) {
        Verdict verdict =
                ((NotaryState) parent.state()).checkChange(parent.header().height().next(), change);
        return verdict.isAccepted();
    }

    private boolean isNotary(Tip tip) {
        return key.equals(Optional.of(tip.state().producers().producers().getFirst().key()));
    }

    private Timestamp due(Tip parent) {
        return parent.header().time().plusMillis(chain.slotMillis());
    }

    private static Timestamp later(Timestamp one, Timestamp other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Why nothing is produced, when the reason changes. */
    private List<AgentEffect> tell(String reason) {
        boolean known = reason.equals(told);
        told = reason;
        return known ? List.of() : List.of(new AgentEffect.NotProducing(reason));
    }
}
