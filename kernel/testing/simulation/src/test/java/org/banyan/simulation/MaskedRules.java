package org.banyan.simulation;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/** A consensus whose states answer one question wrongly. Its agent sees the sound states, so that it can read them. */
final class MaskedRules extends MaskedConsensus {
    private final UnaryOperator<ConsensusState> mask;

    MaskedRules(Consensus sound, UnaryOperator<ConsensusState> mask) {
        super(sound);
        this.mask = mask;
    }

    @Override
    public ConsensusState genesis() {
        return mask.apply(super.genesis());
    }

    @Override
    public ConsensusState decode(Bytes encoded) {
        return mask.apply(super.decode(encoded));
    }

    @Override
    public ForkChoice forkChoice() {
        ForkChoice sound = super.forkChoice();
        return (candidate, head, finalHeight) -> sound.prefers(unmask(candidate), unmask(head), finalHeight);
    }

    @Override
    public ConsensusAgent agent(AgentSetup setup) {
        ConsensusAgent sound = super.agent(setup);
        return new ConsensusAgent() {
            @Override
            public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
                return sound.on(unmask(event), new Unmasked(blocks));
            }
        };
    }

    private record Unmasked(KnownBlocks blocks) implements KnownBlocks {
        @Override
        public Optional<ForkChoice.Tip> block(BlockId id) {
            return blocks.block(id).map(MaskedRules::unmask);
        }

        @Override
        public Optional<ConsensusState> parentState(BlockId id) {
            return blocks.parentState(id).map(MaskedRules::unmask);
        }

        @Override
        public Witness witness(BlockId id) {
            return blocks.witness(id);
        }

        @Override
        public List<ForkChoice.Tip> tips() {
            return blocks.tips().stream().map(MaskedRules::unmask).toList();
        }

        @Override
        public boolean workWaits() {
            return blocks.workWaits();
        }
    }

    private static ForkChoice.Tip unmask(ForkChoice.Tip tip) {
        return new ForkChoice.Tip(tip.id(), tip.header(), unmask(tip.state()));
    }

    private static ConsensusState unmask(ConsensusState state) {
        return state instanceof State masked ? unmask(masked.sound()) : state;
    }

    private static AgentEvent unmask(AgentEvent event) {
        return switch (event) {
            case AgentEvent.HeadChanged changed ->
                new AgentEvent.HeadChanged(changed.now(), unmask(changed.head()), unmask(changed.finalBlock()));
            case AgentEvent.WitnessGrew grew ->
                new AgentEvent.WitnessGrew(
                        grew.now(), unmask(grew.block()), unmask(grew.parentState()), grew.witness());
            case AgentEvent.BlockAdded added -> new AgentEvent.BlockAdded(added.now(), unmask(added.block()));
            default -> event;
        };
    }

    /** A sound state, of which a mutant changes one answer. */
    abstract static class State implements ConsensusState {
        private final ConsensusState sound;

        State(ConsensusState sound) {
            this.sound = sound;
        }

        ConsensusState sound() {
            return sound;
        }

        /** The same mistake in the state after a child. */
        abstract ConsensusState masked(ConsensusState next);

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
            return masked(sound.next(child));
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
            return sound.mayAdd(child, known, entry);
        }

        @Override
        public Verdict checkCertificate(Certificate certificate) {
            return sound.checkCertificate(certificate);
        }
    }
}
