package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/**
 * Builds on the head and on its parent in each of its slots, prevotes in every round for several blocks on several branches, from certificates that it
 * draws or invents, and precommits to them.
 */
final class Liar implements ConsensusAgent {
    private static final String TIMER = "lie";

    private final ChainParameters chain;
    private final PublicKey key;
    private final SplittableRandom random;
    private final TreeMap<Hash, VoteData> cast = new TreeMap<>();
    private Optional<Tip> head = Optional.empty();
    private long usedSlot;

    Liar(ChainParameters chain, PublicKey key, long seed) {
        this.chain = chain;
        this.key = key;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        switch (event) {
            case AgentEvent.HeadChanged changed -> {
                head = Optional.of(changed.head());
                effects.add(wake(changed));
            }
            case AgentEvent.TimerFired fired -> {
                effects.addAll(propose(TurnsConsensus.slot(chain, fired.now()), blocks));
                effects.addAll(vote(TurnsConsensus.slot(chain, fired.now()), blocks));
                effects.add(wake(fired));
            }
            case AgentEvent.BlockBuilt built ->
                effects.add(new AgentEffect.Sign(new SignRequest(
                        SignatureType.BLOCK, 0, 0, built.id(), built.id().hash())));
            case AgentEvent.Signed signed -> effects.addAll(onSigned(signed, blocks));
            default -> {}
        }
        return effects;
    }

    private AgentEffect wake(AgentEvent event) {
        long slot = TurnsConsensus.slot(chain, event.now());
        return new AgentEffect.SetTimer(
                TIMER, TurnsConsensus.start(chain, slot + 1).plusMillis(random.nextLong(chain.slotMillis() / 2)));
    }

    private List<AgentEffect> propose(long slot, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        if (head.isPresent() && slot > usedSlot) {
            usedSlot = slot;
            List<Tip> parents = new ArrayList<>(List.of(head.get()));
            blocks.block(head.get().header().parent()).ifPresent(parents::add);
            for (Tip parent : parents) {
                var set = parent.state().producers();
                boolean isMine = set.producers()
                        .get((int) Math.floorMod(slot, (long) set.size()))
                        .key()
                        .equals(key);
                if (isMine && TurnsConsensus.slot(chain, parent.header().time()) < slot) {
                    effects.add(new AgentEffect.Propose(parent.id(), TurnsConsensus.start(chain, slot), Bytes.EMPTY));
                }
            }
        }
        return effects;
    }

    private List<AgentEffect> vote(long round, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        for (Tip tip : blocks.tips()) {
            Optional<Tip> block = Optional.of(tip);
            for (int back = random.nextInt(3); back >= 0 && block.isPresent(); back--) {
                effects.addAll(vote(block.get(), round, blocks));
                block = blocks.block(block.get().header().parent());
            }
        }
        return effects;
    }

    private List<AgentEffect> vote(Tip block, long round, KnownBlocks blocks) {
        Optional<Electorate> voters = Voter.electorate(block, blocks);
        if (voters.isEmpty() || round < 2) {
            return List.of();
        }
        long term = voters.get().term();
        Source invented =
                new Source(1 + random.nextLong(round - 1), block.header().parent());
        return List.of(
                sign(block, voters.get(), VoteData.prevote(term, round, Source.NONE)),
                sign(block, voters.get(), VoteData.prevote(term, round, invented)),
                sign(block, voters.get(), VoteData.precommit(term, round)));
    }

    private AgentEffect sign(Tip block, Electorate voters, VoteData data) {
        Hash object = voters.quorum().object(voters.ballot(block.header().height(), block.id(), data));
        cast.put(object, data);
        return new AgentEffect.Sign(new SignRequest(SignatureType.VOTE, 0, 0, block.id(), object));
    }

    private List<AgentEffect> onSigned(AgentEvent.Signed signed, KnownBlocks blocks) {
        SignRequest request = signed.request();
        if (request.type() == SignatureType.BLOCK) {
            return List.of(new AgentEffect.Publish(request.block(), QuorumWitness.seal(signed.signature())));
        }
        VoteData data = cast.get(request.object());
        OptionalInt position = blocks.block(request.block())
                .flatMap(block -> Voter.electorate(block, blocks))
                .map(voters -> voters.positionOf(key))
                .orElse(OptionalInt.empty());
        return position.isEmpty() || data == null
                ? List.of()
                : List.of(new AgentEffect.AddWitness(
                        request.block(),
                        new FinalityVote(data, new VoteSignature(position.getAsInt(), signed.signature())).toEntry()));
    }
}
