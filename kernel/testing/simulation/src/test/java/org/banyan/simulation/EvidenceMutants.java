package org.banyan.simulation;

import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ChildFacts;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ConsensusState;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Producer;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;

/** Mistakes with evidence in the headers of delegates. */
final class EvidenceMutants {
    private EvidenceMutants() {}

    /** Nobody looks at the evidence in a header. */
    static ConsensusFactory notChecked(ConsensusFactory sound) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                return new MaskedRules(consensus, Trusting::new);
            }
        };
    }

    /** Who saw an offence keeps it to itself. */
    static ConsensusFactory notBrought(ConsensusFactory sound) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                return new MaskedConsensus(consensus) {
                    @Override
                    public ConsensusAgent agent(AgentSetup setup) {
                        ConsensusAgent agent = super.agent(setup);
                        return (event, blocks) -> agent.on(event, blocks).stream()
                                .map(EvidenceMutants::silent)
                                .toList();
                    }
                };
            }
        };
    }

    private static AgentEffect silent(AgentEffect effect) {
        return effect instanceof AgentEffect.Propose propose
                ? new AgentEffect.Propose(propose.parent(), propose.time(), withoutEvidence(propose.data()))
                : effect;
    }

    /** Fields 1 to 3 of the header's data. */
    private static Bytes withoutEvidence(Bytes data) {
        CanonicalReader fields = new CanonicalReader(data);
        CanonicalWriter out = new CanonicalWriter();
        out.optionalHash(1, fields.optionalHash(1));
        out.optionalHash(2, fields.optionalHash(2));
        out.bytes(3, fields.bytes(3));
        return out.toBytes();
    }

    private static final class Trusting extends MaskedRules.State {
        Trusting(ConsensusState sound) {
            super(sound);
        }

        @Override
        ConsensusState masked(ConsensusState next) {
            return new Trusting(next);
        }

        @Override
        public Verdict check(ChildFacts child) {
            return super.check(plain(child));
        }

        @Override
        public ConsensusState next(ChildFacts child) {
            return super.next(plain(child));
        }

        @Override
        public Producer producerOf(ChildFacts child) {
            return super.producerOf(plain(child));
        }

        private static ChildFacts plain(ChildFacts child) {
            return new ChildFacts(
                    child.height(),
                    child.parent(),
                    child.parentTime(),
                    child.time(),
                    withoutEvidence(child.data()),
                    child.finalHeight(),
                    child.finalBlock());
        }
    }
}
