package org.banyan.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.LightClient;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.Quorum;
import org.banyan.consensus.quorum.QuorumLightClient;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureType;

/** Mistakes in fork choice, voting and quorum. */
final class ConsensusMutants {
    private ConsensusMutants() {}

    /** A node never leaves the branch it is on. */
    static ConsensusFactory neverReorganizes(ConsensusFactory sound) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                return new MaskedConsensus(consensus) {
                    @Override
                    public ForkChoice forkChoice() {
                        return (candidate, head, finalHeight) ->
                                candidate.header().parent().equals(head.id());
                    }
                };
            }
        };
    }

    /** Votes go to every new head at a rising height, whatever was voted for before, and those of half of the producers are enough. */
    static ConsensusFactory quorumOfHalf(ConsensusFactory sound) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                return new HalfQuorum(consensus, chain);
            }
        };
    }

    /** A light client that asks for a certificate and does not look at its votes. */
    static ConsensusFactory trustsAnybody(ConsensusFactory sound) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                return consensus;
            }

            @Override
            public LightClient lightClient(CryptoSuite suite, Checkpoint checkpoint) {
                return new QuorumLightClient(suite, set -> certificate -> Verdict.ACCEPTED, checkpoint);
            }
        };
    }

    /** Votes go to every new head at a rising height, whatever was voted for before; a quorum is a quorum. */
    static ConsensusFactory votesWithoutLock(ConsensusFactory sound) {
        return new MaskedConsensus.Factory(sound) {
            @Override
            Consensus mask(Consensus consensus, ChainParameters chain) {
                return new MaskedConsensus(consensus) {
                    @Override
                    public ConsensusAgent agent(AgentSetup setup) {
                        return new Eager(super.agent(setup), super.agent(setup), setup, chain);
                    }
                };
            }
        };
    }

    /** Proposes as one sound agent does, joins votes as another one does, and votes for everything. */
    static final class Eager implements ConsensusAgent {
        private final ConsensusAgent proposer;
        private final ConsensusAgent joiner;
        private final CryptoSuite suite;
        private final ConsensusFactory.ChainParameters chain;
        private long votedHeight;

        Eager(
                ConsensusAgent proposer,
                ConsensusAgent joiner,
                AgentSetup setup,
                ConsensusFactory.ChainParameters chain) {
            this.proposer = proposer;
            this.joiner = joiner;
            this.suite = chain.suite();
            this.chain = chain;
            SignRequest last = setup.lastSigned().get(SignatureType.VOTE);
            this.votedHeight = last == null ? 0 : last.major();
        }

        @Override
        public List<AgentEffect> on(AgentEvent event, KnownBlocks blocks) {
            return switch (event) {
                case AgentEvent.WitnessGrew grew -> joiner.on(grew, blocks);
                case AgentEvent.HeadChanged changed -> {
                    List<AgentEffect> effects = new ArrayList<>(proposer.on(changed, blocks).stream()
                            .filter(effect -> !(effect instanceof AgentEffect.Sign sign
                                    && sign.request().type() == SignatureType.VOTE))
                            .toList());
                    effects.addAll(vote(changed.head(), blocks));
                    yield effects;
                }
                default -> proposer.on(event, blocks);
            };
        }

        private List<AgentEffect> vote(ForkChoice.Tip head, KnownBlocks blocks) {
            long height = head.header().height().value();
            Optional<ForkChoice.Tip> parent = blocks.block(head.header().parent());
            if (height <= votedHeight || parent.isEmpty()) {
                return List.of();
            }
            votedHeight = height;
            Quorum quorum = new Quorum(chain.chainId(), parent.get().state().producers(), suite);
            return List.of(new AgentEffect.Sign(new SignRequest(
                    SignatureType.VOTE,
                    height,
                    0,
                    head.id(),
                    quorum.object(quorum.ballot(head.header().height(), head.id(), Bytes.EMPTY)))));
        }
    }
}
