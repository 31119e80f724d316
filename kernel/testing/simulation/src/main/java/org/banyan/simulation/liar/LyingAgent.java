package org.banyan.simulation.liar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;

/**
 * A sound agent that is lied to about the lies. What the sound part wants is done, and more: second blocks, blocks beside the head, votes for everything.
 *
 * <p>When a branch holds a block that the sound part did not make, it is replaced by a new one that is told that it did.
 */
final class LyingAgent implements ConsensusAgent {
    /** Own blocks are looked for this far below the head. */
    private static final int LOOK_BACK = 32;

    private static final int VOTED_MAX = 512;

    private final Liar liar;
    private final Function<AgentSetup, ConsensusAgent> sound;
    private final AgentSetup setup;
    private final Set<BlockId> voted = new LinkedHashSet<>();
    private final Map<SignatureType, SignRequest> memory;
    private ConsensusAgent inner;
    private Optional<AgentEffect.Propose> proposed = Optional.empty();
    private Optional<AgentEffect.Propose> extra = Optional.empty();
    private Optional<AgentEvent.HeadChanged> head = Optional.empty();
    private Optional<BlockId> owned = Optional.empty();

    LyingAgent(Liar liar, Function<AgentSetup, ConsensusAgent> sound, AgentSetup setup) {
        this.liar = liar;
        this.sound = sound;
        this.setup = setup;
        this.memory = new TreeMap<>(setup.lastSigned());
        this.inner = sound.apply(setup);
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        List<AgentEffect> effects = new ArrayList<>();
        switch (event) {
            case AgentEvent.HeadChanged changed -> {
                head = Optional.of(changed);
                own(changed, blocks);
                pass(changed, blocks, effects);
                vote(changed.head(), blocks, effects);
            }
            case AgentEvent.WitnessGrew grew -> {
                pass(withoutForged(grew), blocks, effects);
                vote(grew.block(), blocks, effects);
            }
            case AgentEvent.TimerFired fired -> {
                if (liar.tells(Lie.AMNESIA, 4)) {
                    forget(fired.now(), blocks, effects);
                }
                pass(fired, blocks, effects);
            }
            case AgentEvent.BlockBuilt built -> {
                if (isExtra(built.header().parent(), built.header().time())) {
                    extra = Optional.empty();
                    publishExtra(built, effects);
                } else {
                    pass(built, blocks, effects);
                }
            }
            case AgentEvent.BuildFailed failed -> {
                if (extra.filter(mine -> mine.parent().equals(failed.parent())).isPresent()) {
                    extra = Optional.empty();
                } else {
                    pass(failed, blocks, effects);
                }
            }
            case AgentEvent.Signed signed -> {
                memory.put(signed.request().type(), signed.request());
                pass(signed, blocks, effects);
            }
            case AgentEvent.BlockAdded added -> {
                pass(added, blocks, effects);
                vote(added.block(), blocks, effects);
            }
            case AgentEvent.Received received -> {
                if (!liar.isSaid(received.message())) {
                    pass(received, blocks, effects);
                }
            }
            default -> pass(event, blocks, effects);
        }
        return effects;
    }

    /** What the sound part wants, and what a liar makes of it. */
    private void pass(AgentEvent event, KnownBlocks blocks, List<AgentEffect> to) {
        for (AgentEffect effect : inner.on(event, blocks)) {
            switch (effect) {
                case AgentEffect.Propose propose -> to.add(proposal(propose, blocks));
                case AgentEffect.Publish publish -> {
                    to.add(publish);
                    Optional.ofNullable(memory.get(SignatureType.BLOCK))
                            .filter(seal -> seal.block().equals(publish.block()))
                            .ifPresent(seal -> {
                                liar.made(seal);
                                owned = Optional.of(seal.block());
                            });
                    second(to);
                }
                default -> to.add(effect);
            }
        }
    }

    // Blocks

    private AgentEffect.Propose proposal(AgentEffect.Propose wanted, KnownBlocks blocks) {
        proposed = Optional.of(wanted);
        Bytes data =
                liar.tells(Lie.SPOILED_DATA, 2) ? liar.forger().spoiled(wanted.data(), liar.random()) : wanted.data();
        Optional<Tip> parent = blocks.block(wanted.parent());
        Optional<Tip> beside = parent.flatMap(tip -> blocks.block(tip.header().parent()));
        if (beside.isPresent() && liar.tells(Lie.FORK, 3)) {
            liar.note("builds beside the head");
            extra = Optional.of(new AgentEffect.Propose(beside.get().id(), wanted.time(), data));
            return extra.get();
        }
        return new AgentEffect.Propose(wanted.parent(), wanted.time(), data);
    }

    private void second(List<AgentEffect> to) {
        if (proposed.isPresent() && liar.tells(Lie.SECOND_BLOCK, 2)) {
            liar.submitOwn();
            extra = proposed;
            to.add(proposed.get());
        }
        proposed = Optional.empty();
    }

    private boolean isExtra(BlockId parent, Timestamp time) {
        return extra.filter(mine -> mine.parent().equals(parent) && mine.time().equals(time))
                .isPresent();
    }

    private void publishExtra(AgentEvent.BlockBuilt built, List<AgentEffect> to) {
        if (liar.made(built.id()).isPresent()) {
            return; // nothing made the second one differ
        }
        liar.made(liar.forger()
                .seal(built.header(), built.id(), liar.slotAt(built.header().time())));
        liar.note("seals another block at height " + built.header().height());
        Bytes seal = liar.guard().sign(SignatureType.BLOCK, built.id().hash());
        to.add(new AgentEffect.Publish(built.id(), QuorumWitness.seal(seal)));
    }

    /** Makes the newest own block of the head's branch the sound part's own. */
    private void own(AgentEvent.HeadChanged changed, KnownBlocks blocks) {
        Optional<Tip> block = Optional.of(changed.head());
        for (int i = 0; i < LOOK_BACK && block.isPresent(); i++) {
            Optional<SignRequest> mine = liar.made(block.get().id());
            if (mine.isPresent()) {
                if (!owned.equals(Optional.of(mine.get().block()))) {
                    owned = Optional.of(mine.get().block());
                    memory.put(SignatureType.BLOCK, mine.get());
                    renew();
                }
                return;
            }
            block = blocks.block(block.get().header().parent());
        }
    }

    private void renew() {
        inner = sound.apply(new AgentSetup(setup.producer(), memory));
        proposed = Optional.empty();
    }

    // Votes

    private void forget(Timestamp now, KnownBlocks blocks, List<AgentEffect> to) {
        liar.note("forgets its votes");
        memory.remove(SignatureType.VOTE);
        renew();
        head.ifPresent(
                changed -> pass(new AgentEvent.HeadChanged(now, changed.head(), changed.finalBlock()), blocks, to));
    }

    private void vote(Tip block, KnownBlocks blocks, List<AgentEffect> to) {
        Optional<Tip> parent = blocks.block(block.header().parent());
        if (parent.isEmpty() || voted.contains(block.id()) || !liar.tells(Lie.VOTE_FOR_ALL, 1)) {
            return;
        }
        Liar.remember(voted, block.id(), VOTED_MAX);
        for (WitnessEntry vote :
                liar.forger().votes(liar.signer(), block, parent.get().state(), liar.random())) {
            if (liar.forged(vote)) {
                to.add(new AgentEffect.AddWitness(block.id(), vote));
            }
        }
        for (Bytes message :
                liar.forger().messages(liar.signer(), block, parent.get().state(), liar.random())) {
            if (liar.said(message)) {
                to.add(new AgentEffect.Send(message));
            }
        }
    }

    private AgentEvent.WitnessGrew withoutForged(AgentEvent.WitnessGrew grew) {
        List<WitnessEntry> others = grew.witness().entries().stream()
                .filter(entry -> !liar.isForged(entry))
                .toList();
        return new AgentEvent.WitnessGrew(grew.now(), grew.block(), grew.parentState(), new Witness(others));
    }
}
