package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.KnownBlocks;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.crypto.SignatureType;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;

/** What one agent does, event by event. */
class DposAgentTest {
    private static final TestProducers FOUR = TestProducers.count(Walk.SUITE, 4);

    private final Walk walk = new Walk(Walk.endless(FOUR.set()));
    private final Tip genesis = genesis();

    @Test
    void the_seed_is_asked_for_at_every_start_and_secrets_follow_from_it() {
        Signer signer = signerOf(2);
        for (Map<SignatureType, SignRequest> last :
                List.of(Map.<SignatureType, SignRequest>of(), Map.of(SignatureType.SEED, seedRequest(signer)))) {
            DposAgent agent = new DposAgent(walk.chain(), new AgentSetup(Optional.of(signer.publicKey()), last));
            assertThat(start(agent)).contains(new AgentEffect.Sign(seedRequest(signer)));
            agent.on(seed(signer), new OnlyGenesis());
            HeaderData data =
                    proposed(agent.on(new AgentEvent.TimerFired(walk.time(2), Proposer.TIMER), new OnlyGenesis()));
            Bytes signature =
                    sign(signer, SignatureType.SEED, walk.chain().values().seedObject(signer.publicKey()));
            Hash seed = walk.chain().values().seed(signature);
            assertThat(data.commitment())
                    .contains(walk.chain()
                            .values()
                            .commitment(
                                    walk.delegate(2), 1, walk.chain().values().secret(seed, 1)));
        }
    }

    @Test
    void a_refused_seed_stops_the_delegate_and_says_so() {
        Signer signer = signerOf(2);
        DposAgent agent = new DposAgent(walk.chain(), new AgentSetup(Optional.of(signer.publicKey()), Map.of()));
        start(agent);
        assertThat(agent.on(new AgentEvent.SignRefused(walk.time(0), seedRequest(signer)), new OnlyGenesis()))
                .anyMatch(effect -> effect instanceof AgentEffect.NotProducing reason
                        && reason.reason().contains("seed of its secrets"));
        assertThat(agent.on(new AgentEvent.TimerFired(walk.time(2), Proposer.TIMER), new OnlyGenesis()))
                .noneMatch(AgentEffect.Propose.class::isInstance);
    }

    @Test
    void evidence_that_no_block_can_carry_does_not_keep_a_delegate_from_building() {
        // given an agent that saw two blocks of slot 1
        Signer signer = signerOf(2);
        DposAgent agent = new DposAgent(walk.chain(), new AgentSetup(Optional.of(signer.publicKey()), Map.of()));
        start(agent);
        agent.on(seed(signer), new OnlyGenesis());
        agent.on(grew(1), new OnlyGenesis());
        assertThat(agent.on(grew(2), new OnlyGenesis())).anyMatch(AgentEffect.Report.class::isInstance);

        // when its block with the evidence cannot be built
        HeaderData data =
                proposed(agent.on(new AgentEvent.TimerFired(walk.time(2), Proposer.TIMER), new OnlyGenesis()));
        assertThat(data.doubleProduction()).isPresent();
        assertThat(walk.check(2, data).isAccepted()).isTrue();
        agent.on(new AgentEvent.BuildFailed(walk.time(2), genesis.id(), "the header is too large"), new OnlyGenesis());

        // then the next one is built without
        long next = 3;
        while (!walk.delegate(next).equals(walk.delegate(2))) {
            next++;
        }
        List<AgentEffect> effects =
                agent.on(new AgentEvent.TimerFired(walk.time(next), Proposer.TIMER), new OnlyGenesis());
        assertThat(proposed(effects).doubleProduction()).isEmpty();
    }

    private List<AgentEffect> start(DposAgent agent) {
        return agent.on(new AgentEvent.HeadChanged(walk.time(0), genesis, genesis), new OnlyGenesis());
    }

    private SignRequest seedRequest(Signer signer) {
        return new SignRequest(
                SignatureType.SEED,
                0,
                0,
                Header.genesisParent(walk.chain().id()),
                walk.chain().values().seedObject(signer.publicKey()));
    }

    private AgentEvent seed(Signer signer) {
        SignRequest request = seedRequest(signer);
        return new AgentEvent.Signed(walk.time(0), request, sign(signer, request.type(), request.object()));
    }

    private AgentEvent grew(long branch) {
        Header header = header(1, genesis.id(), walk.time(1), branch);
        BlockId id = header.id(Walk.SUITE.hash());
        Witness witness = Witness.of(QuorumWitness.seal(sign(signerOf(1), SignatureType.BLOCK, id.hash())));
        return new AgentEvent.WitnessGrew(walk.time(1), new Tip(id, header, walk.state()), walk.state(), witness);
    }

    private Signer signerOf(long slot) {
        return FOUR.signers().get(walk.state().at(slot).position(slot));
    }

    private Bytes sign(Signer signer, SignatureType type, Hash object) {
        return signer.sign(Walk.SUITE.signingHash(walk.chain().id(), type, object));
    }

    private static HeaderData proposed(List<AgentEffect> effects) {
        return effects.stream()
                .filter(AgentEffect.Propose.class::isInstance)
                .map(effect -> HeaderData.CODEC.decode(((AgentEffect.Propose) effect).data()))
                .findFirst()
                .orElseThrow();
    }

    private Tip genesis() {
        Header header = header(0, Header.genesisParent(walk.chain().id()), walk.time(0), 0);
        return new Tip(header.id(Walk.SUITE.hash()), header, walk.state());
    }

    private Header header(long height, BlockId parent, Timestamp time, long branch) {
        Hash root = new Hash(0, 0, 0, branch);
        return new Header(
                Header.VERSION, walk.chain().id(), new Height(height), parent, time, root, root, root, root, List.of());
    }

    /** A fork tree of nothing but genesis. */
    private final class OnlyGenesis implements KnownBlocks {
        @Override
        public Optional<Tip> block(BlockId id) {
            return Optional.of(genesis).filter(tip -> tip.id().equals(id));
        }

        @Override
        public Witness witness(BlockId id) {
            return Witness.EMPTY;
        }

        @Override
        public List<Tip> tips() {
            return List.of(genesis);
        }

        @Override
        public boolean workWaits() {
            return true;
        }
    }
}
