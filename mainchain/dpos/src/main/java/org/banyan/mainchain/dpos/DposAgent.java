package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.finality.FinalityGadget;
import org.banyan.consensus.finality.Rounds;
import org.banyan.consensus.quorum.Accusations;
import org.banyan.types.crypto.SignatureType;

/**
 * One node of a DPoS chain: builds in its delegate's slots, leaves votes to the gadget, and looks for who builds twice.
 *
 * <p>Confined to one lane.
 */
final class DposAgent implements ConsensusAgent {
    private final DposChain chain;
    private final FinalityGadget gadget;
    private final Accusations accusations = new Accusations();
    private final Proposer proposer;
    private final Watch watch;
    private final Optional<Impostor> impostor;

    DposAgent(DposChain chain, AgentSetup setup) {
        this.chain = chain;
        Slots slots = chain.slots();
        this.gadget = new FinalityGadget(Rounds.of(slots.genesis(), slots.slotMillis()), setup);
        this.watch = new Watch(chain);
        this.proposer = new Proposer(chain, setup, watch, gadget);
        this.impostor = setup.producer().map(key -> new Impostor(chain, key));
    }

    @Override
    public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
        if (event instanceof AgentEvent.HeadChanged changed) {
            accusations.onFinal(changed.finalBlock());
        }
        List<AgentEffect> effects = new ArrayList<>(gadget.on(event, blocks));
        gadget.impostor().ifPresent(proposer::stop);
        effects.addAll(
                switch (event) {
                    case AgentEvent.HeadChanged changed -> onHead(changed, blocks);
                    case AgentEvent.TimerFired fired -> proposer.onTimer(fired);
                    case AgentEvent.BlockBuilt built -> proposer.onBuilt(built);
                    case AgentEvent.BuildFailed failed -> proposer.onBuildFailed(failed);
                    case AgentEvent.Signed signed -> proposer.onSigned(signed);
                    case AgentEvent.SignRefused refused ->
                        refused.request().type() == SignatureType.VOTE ? List.of() : proposer.onRefused(refused);
                    case AgentEvent.WitnessGrew grew -> onWitness(grew);
                    case AgentEvent.BlockAdded added -> watch.look(blocks);
                    case AgentEvent.WorkArrived arrived -> List.of();
                    case AgentEvent.Received received -> List.of();
                    case AgentEvent.Instructed instructed -> proposer.onInstruction(instructed);
                });
        return withOffers(effects);
    }

    /** Brings before the chain whom this node has seen lying: when it finds out, and with each block that it builds. */
    private List<AgentEffect> withOffers(List<AgentEffect> effects) {
        boolean news = false;
        for (var voter : gadget.evidence().entrySet()) {
            news |= accusations.accuse(
                    voter.getKey(),
                    served -> Optional.of(voter.getValue())
                            .filter(votes -> votes.first()
                                    .producerSet()
                                    .equals(served.childSet().id(chain.suite().hash())))
                            .map(DposOffence::of));
        }
        for (var builder : watch.found().entrySet()) {
            news |= accusations.accuse(builder.getKey(), served -> {
                OptionalInt position = served.childSet().positionOf(builder.getKey());
                return position.isPresent()
                        ? Optional.of(DposOffence.of(builder.getValue().at(position.getAsInt())))
                        : Optional.empty();
            });
        }
        boolean builds = effects.stream().anyMatch(AgentEffect.Propose.class::isInstance);
        if (!news && !builds) {
            return effects;
        }
        List<AgentEffect> all = new ArrayList<>(accusations.offers());
        all.addAll(effects);
        return all;
    }

    private List<AgentEffect> onHead(AgentEvent.HeadChanged changed, KnownBlocks blocks) {
        impostor.flatMap(eyes -> eyes.onHead(changed, blocks, proposer)).ifPresent(why -> {
            gadget.stop();
            proposer.stop(why);
        });
        List<AgentEffect> effects = new ArrayList<>(watch.look(blocks));
        effects.addAll(proposer.onHead(changed));
        return effects;
    }

    private List<AgentEffect> onWitness(AgentEvent.WitnessGrew grew) {
        List<AgentEffect> effects =
                new ArrayList<>(watch.see(grew.block(), (DposState) grew.parentState(), grew.witness()));
        effects.addAll(proposer.explain());
        return effects;
    }
}
