package org.banyan.consensus.finality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.Accusations;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.Bytes;
import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/** Proposes in its slots and leaves votes to the gadget: how a plug-in embeds it. */
final class TurnsAgent implements ConsensusAgent {
    private static final String SLOT = "slot";

    private final ChainParameters chain;
    private final Optional<PublicKey> key;
    private final FinalityGadget gadget;
    private final Accusations accusations = new Accusations();
    private Optional<Tip> head = Optional.empty();
    private Optional<ProducerSet> wanted = Optional.empty();
    private long usedSlot;

    TurnsAgent(ChainParameters chain, AgentSetup setup, VotingRule rule) {
        this.chain = chain;
        this.key = setup.producer();
        this.gadget = new FinalityGadget(Rounds.of(chain.genesisTime(), chain.slotMillis()), setup, rule);
        SignRequest last = setup.lastSigned().get(SignatureType.BLOCK);
        this.usedSlot = last == null ? 0 : last.major();
    }

    /** Starts with rounds of this length, as if shorter ones had failed. */
    TurnsAgent paced(long length) {
        gadget.pace().lengthen(length);
        return this;
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        if (event instanceof AgentEvent.HeadChanged changed) {
            accusations.onFinal(changed.finalBlock());
        }
        List<AgentEffect> effects = new ArrayList<>(gadget.on(event, blocks));
        boolean news = false;
        for (var found : gadget.evidence().entrySet()) {
            news |= accusations.accuse(found.getKey(), served -> Optional.of(Evidence.CODEC.encode(found.getValue())));
        }
        if (news) {
            effects.addAll(accusations.offers());
        }
        switch (event) {
            case AgentEvent.HeadChanged changed -> {
                head = Optional.of(changed.head());
                effects.addAll(plan(changed.now()));
            }
            case AgentEvent.TimerFired fired -> {
                if (fired.timer().equals(SLOT)) {
                    effects.addAll(plan(fired.now()));
                }
            }
            case AgentEvent.BlockBuilt built -> effects.addAll(onBuilt(built));
            case AgentEvent.Signed signed -> {
                if (signed.request().type() == SignatureType.BLOCK) {
                    effects.add(
                            new AgentEffect.Publish(signed.request().block(), QuorumWitness.seal(signed.signature())));
                    effects.addAll(plan(signed.now()));
                }
            }
            case AgentEvent.Instructed instructed -> effects.add(onInstruction(instructed.instruction()));
            default -> {}
        }
        return effects;
    }

    private AgentEffect onInstruction(Bytes instruction) {
        try {
            wanted = Optional.of(ProducerSet.CODEC.decode(instruction));
            return new AgentEffect.Report("the next block brings in the set");
        } catch (CodecException malformed) {
            return new AgentEffect.Report("that is no producer set: " + malformed.getMessage());
        }
    }

    private List<AgentEffect> onBuilt(AgentEvent.BlockBuilt built) {
        long slot = TurnsConsensus.slot(chain, built.header().time());
        if (slot <= usedSlot
                || head.filter(tip -> tip.id().equals(built.header().parent())).isEmpty()) {
            return plan(built.now());
        }
        usedSlot = slot;
        return List.of(new AgentEffect.Sign(new SignRequest(
                SignatureType.BLOCK, slot, 0, built.id(), built.id().hash())));
    }

    private List<AgentEffect> plan(Timestamp now) {
        Tip on = head.orElseThrow();
        Electorate electorate = ((VotingState) on.state()).electorate();
        OptionalInt position = key.map(electorate::positionOf).orElse(OptionalInt.empty());
        if (position.isEmpty()) {
            return List.of(new AgentEffect.NotProducing("the key is not in the set of the head"));
        }
        long earliest = Math.max(
                TurnsConsensus.slot(chain, now),
                Math.max(TurnsConsensus.slot(chain, on.header().time()), usedSlot) + 1);
        long slot = earliest
                + Math.floorMod(position.getAsInt() - earliest, (long)
                        electorate.producers().size());
        Timestamp start = TurnsConsensus.start(chain, slot);
        if (start.compareTo(now) > 0) {
            return List.of(new AgentEffect.SetTimer(SLOT, start));
        }
        Bytes data = wanted.filter(set -> electorate.isSettled() && !set.equals(electorate.producers()))
                .map(ProducerSet.CODEC::encode)
                .orElse(Bytes.EMPTY);
        return List.of(new AgentEffect.Propose(on.id(), start, data));
    }
}
