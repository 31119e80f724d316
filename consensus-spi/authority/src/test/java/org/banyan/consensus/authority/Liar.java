package org.banyan.consensus.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignGuard;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;

/** Builds on the head and on the head's parent in each of its slots, and votes for every block it hears of, on whatever branch. */
final class Liar implements ConsensusAgent {
    private final AuthorityChain chain;
    private final PublicKey key;
    private final TreeSet<BlockId> voted = new TreeSet<>();
    private Optional<Tip> head = Optional.empty();
    private long usedSlot;

    Liar(ChainParameters chain, PublicKey key) {
        this.chain = new AuthorityChain(chain);
        this.key = key;
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        return switch (event) {
            case AgentEvent.HeadChanged changed -> {
                head = Optional.of(changed.head());
                List<AgentEffect> effects = new ArrayList<>(
                        vote(changed.head().header(), changed.head().id(), blocks));
                effects.add(wake(changed.now()));
                yield effects;
            }
            case AgentEvent.TimerFired fired -> {
                List<AgentEffect> effects = new ArrayList<>(propose(fired.now(), blocks));
                effects.add(wake(fired.now()));
                yield effects;
            }
            case AgentEvent.BlockBuilt built -> {
                List<AgentEffect> effects = new ArrayList<>();
                effects.add(new AgentEffect.Sign(new SignRequest(
                        SignatureType.BLOCK, 0, 0, built.id(), built.id().hash())));
                effects.addAll(vote(built.header(), built.id(), blocks));
                yield effects;
            }
            case AgentEvent.Signed signed -> onSigned(signed, blocks);
            case AgentEvent.WitnessGrew grew ->
                vote(grew.block().header(), grew.block().id(), blocks);
            case AgentEvent.BlockAdded added -> List.of();
            case AgentEvent.WorkArrived arrived -> List.of();
            case AgentEvent.Received received -> List.of();
            case AgentEvent.BuildFailed failed -> List.of();
            case AgentEvent.SignRefused refused -> List.of();
            case AgentEvent.Instructed instructed -> List.of();
        };
    }

    /** How many heights have two blocks that the agent voted for. */
    static long contradictions(List<AgentEffect> effects) {
        Map<Long, TreeSet<BlockId>> votes = new TreeMap<>();
        for (AgentEffect effect : effects) {
            if (effect instanceof AgentEffect.Sign sign && sign.request().type() == SignatureType.VOTE) {
                votes.computeIfAbsent(sign.request().major(), height -> new TreeSet<>())
                        .add(sign.request().block());
            }
        }
        return votes.values().stream().filter(blocks -> blocks.size() > 1).count();
    }

    private AgentEffect wake(Timestamp now) {
        return new AgentEffect.SetTimer(
                "slot", chain.slots().start(chain.slots().at(now) + 1));
    }

    private List<AgentEffect> propose(Timestamp now, KnownBlocks blocks) {
        long slot = chain.slots().at(now);
        List<AgentEffect> effects = new ArrayList<>();
        if (head.isPresent() && slot > usedSlot) {
            usedSlot = slot;
            List<Tip> parents = new ArrayList<>(List.of(head.get()));
            blocks.block(head.get().header().parent()).ifPresent(parents::add);
            for (Tip parent : parents) {
                var set = parent.state().producers();
                boolean mine =
                        set.producers().get(Slots.producer(slot, set)).key().equals(key);
                if (mine && chain.slots().at(parent.header().time()) < slot) {
                    effects.add(
                            new AgentEffect.Propose(parent.id(), chain.slots().start(slot), Bytes.EMPTY));
                }
            }
        }
        return effects;
    }

    private List<AgentEffect> vote(Header header, BlockId id, KnownBlocks blocks) {
        Optional<Tip> parent = blocks.block(header.parent());
        if (parent.isEmpty() || !voted.add(id)) {
            return List.of();
        }
        Quorum quorum = ((AuthorityState) parent.get().state()).quorum();
        var ballot = quorum.ballot(header.height(), id, Bytes.EMPTY);
        return List.of(new AgentEffect.Sign(
                new SignRequest(SignatureType.VOTE, header.height().value(), 0, id, quorum.object(ballot))));
    }

    private List<AgentEffect> onSigned(AgentEvent.Signed signed, KnownBlocks blocks) {
        if (signed.request().type() == SignatureType.BLOCK) {
            return List.of(new AgentEffect.Publish(signed.request().block(), QuorumWitness.seal(signed.signature())));
        }
        OptionalInt position = blocks.block(signed.request().block())
                .flatMap(block -> blocks.block(block.header().parent()))
                .map(parent -> Voter.position(parent.state().producers(), key))
                .orElse(OptionalInt.empty());
        return position.isEmpty()
                ? List.of()
                : List.of(new AgentEffect.AddWitness(
                        signed.request().block(),
                        QuorumWitness.vote(new VoteSignature(position.getAsInt(), signed.signature()))));
    }

    /** Signs whatever it is asked to. */
    record Unguarded(ChainParameters chain, Signer signer) implements SignGuard {
        @Override
        public Optional<Bytes> sign(SignRequest request) {
            return Optional.of(
                    signer.sign(chain.suite().signingHash(chain.chainId(), request.type(), request.object())));
        }

        @Override
        public Map<SignatureType, SignRequest> lastSigned() {
            return new TreeMap<>();
        }
    }
}
