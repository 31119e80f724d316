package org.banyan.consensus.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.ConsensusAgent;
import org.banyan.consensus.ConsensusFactory.ChainParameters;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.consensus.quorum.SetChange;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

/** What one agent asks for, event by event. */
class AuthorityAgentTest {
    private static final StubCryptoSuite SUITE = new StubCryptoSuite();
    private static final TestProducers ONE = TestProducers.count(SUITE, 1);
    private static final TestProducers FOUR = TestProducers.count(SUITE, 4);

    @Test
    void a_single_producer_waits_for_the_next_slot_and_builds_on_the_head_in_each() {
        Case one = new Case(ONE, 0);
        Tip genesis = one.blocks.genesis();
        assertThat(one.head(0, genesis))
                .containsExactly(
                        new AgentEffect.SetTimer("slot", one.blocks.start(1)),
                        new AgentEffect.NotProducing("waiting for the next slot"));
        assertThat(one.timer(1))
                .containsExactly(new AgentEffect.Propose(genesis.id(), one.blocks.start(1), Bytes.EMPTY));

        Tip first = one.blocks.child(genesis, 1);
        SignRequest seal = new SignRequest(
                SignatureType.BLOCK, 1, 0, first.id(), first.id().hash());
        assertThat(one.built(1, first)).containsExactly(new AgentEffect.Sign(seal));
        Bytes signature = Bytes.utf8("signed");
        assertThat(one.signed(1, seal, signature))
                .as("published at once; the reason for waiting is not told again")
                .containsExactly(
                        new AgentEffect.Publish(first.id(), QuorumWitness.seal(signature)),
                        new AgentEffect.SetTimer("slot", one.blocks.start(2)));
        assertThat(one.head(1, first))
                .as("a single producer votes at once")
                .anyMatch(effect -> effect instanceof AgentEffect.Sign sign
                        && sign.request().type() == SignatureType.VOTE
                        && sign.request().block().equals(first.id()));
    }

    @Test
    void a_node_that_cannot_produce_says_why_once() {
        Case follower = new Case(FOUR, Optional.empty(), new TreeMap<>());
        assertThat(follower.head(0, follower.blocks.genesis()))
                .containsExactly(new AgentEffect.NotProducing("this node has no producer key"));
        assertThat(follower.head(1, follower.blocks.child(follower.blocks.genesis(), 1)))
                .isEmpty();

        PublicKey stranger =
                TestProducers.named(SUITE, "stranger").signers().getFirst().publicKey();
        Case outsider = new Case(FOUR, Optional.of(stranger), new TreeMap<>());
        assertThat(outsider.head(0, outsider.blocks.genesis()))
                .containsExactly(new AgentEffect.NotProducing("the key is not in the producer set of the head"));
    }

    @Test
    void a_block_that_cannot_be_built_costs_its_slot_and_is_told_once() {
        Case one = new Case(ONE, 0);
        Tip genesis = one.blocks.genesis();
        one.head(0, genesis);
        for (long slot = 1; slot <= 3; slot++) {
            assertThat(one.timer(slot)).hasSize(1).first().isInstanceOf(AgentEffect.Propose.class);
            var failed = new AgentEvent.BuildFailed(one.blocks.start(slot), genesis.id(), "disk full");
            List<AgentEffect> effects = one.on(failed);
            assertThat(effects).contains(new AgentEffect.SetTimer("slot", one.blocks.start(slot + 1)));
            assertThat(effects.contains(new AgentEffect.NotProducing("its block could not be built: disk full")))
                    .as("told in slot %s", slot)
                    .isEqualTo(slot == 1);
        }
    }

    @Test
    void a_block_on_a_head_that_is_no_more_is_dropped_unsigned_and_built_again() {
        Case four = new Case(FOUR, 3);
        Tip genesis = four.blocks.genesis();
        four.head(0, genesis);
        assertThat(four.timer(3)).hasSize(1).first().isInstanceOf(AgentEffect.Propose.class);
        Tip late = four.blocks.child(genesis, 2);
        assertThat(four.head(3, late)).as("the block is being built").isEmpty();
        Tip mine = four.blocks.child(genesis, 3);
        assertThat(four.built(3, mine))
                .containsExactly(new AgentEffect.Propose(late.id(), four.blocks.start(3), Bytes.EMPTY));
        assertThat(four.built(3, mine)).as("the dropped block again").isEmpty();
        assertThat(four.built(3, four.blocks.child(late, 3))).hasSize(1).first().isInstanceOf(AgentEffect.Sign.class);
    }

    @Test
    void a_slot_that_was_signed_before_the_restart_is_not_used_again() {
        Map<SignatureType, SignRequest> last = new TreeMap<>();
        var block = new BlockId(new Hash(8, 8, 8, 8));
        last.put(SignatureType.BLOCK, new SignRequest(SignatureType.BLOCK, 5, 0, block, block.hash()));
        Case one = new Case(ONE, Optional.of(key(ONE, 0)), last);
        assertThat(one.head(5, one.blocks.genesis())).contains(new AgentEffect.SetTimer("slot", one.blocks.start(6)));
        assertThat(one.timer(5)).as("a timer that is early").noneMatch(AgentEffect.Propose.class::isInstance);
    }

    @Test
    void a_refused_seal_is_told_and_the_next_slot_is_tried() {
        Case one = new Case(ONE, 0);
        one.head(0, one.blocks.genesis());
        one.timer(1);
        Tip first = one.blocks.child(one.blocks.genesis(), 1);
        SignRequest seal = ((AgentEffect.Sign) one.built(1, first).getFirst()).request();
        assertThat(one.on(new AgentEvent.SignRefused(one.blocks.start(1), seal)))
                .contains(new AgentEffect.SetTimer("slot", one.blocks.start(2)))
                .anyMatch(effect -> effect instanceof AgentEffect.NotProducing reason
                        && reason.reason().contains("sign guard refused slot 1"));
    }

    @Test
    void a_vote_waits_until_a_quorum_has_built_on_the_block() {
        Case four = new Case(FOUR, 0);
        Tip one = four.blocks.child(four.blocks.genesis(), 1);
        Tip two = four.blocks.child(one, 2);
        Tip three = four.blocks.child(two, 3);
        assertThat(four.votes(four.head(1, one))).isEmpty();
        assertThat(four.votes(four.head(2, two))).isEmpty();
        assertThat(four.votes(four.head(3, three))).containsExactly(one.id());
        Tip five = four.blocks.child(three, 5);
        assertThat(four.votes(four.head(5, five)))
                .as("slot 5 is producer 1 again: 1, 3 and 2 built on the block of slot 2")
                .containsExactly(two.id());
    }

    @Test
    void a_producer_votes_once_per_height_and_only_along_its_branch() {
        Case four = new Case(FOUR, 0);
        Tip genesis = four.blocks.genesis();
        Tip a1 = four.blocks.child(genesis, 1);
        Tip a3 = four.blocks.child(four.blocks.child(a1, 2), 3);
        assertThat(four.votes(four.head(3, a3))).containsExactly(a1.id());

        Tip b = four.blocks.child(genesis, 1, 1);
        for (long slot : List.of(2L, 3L, 5L, 6L, 7L)) {
            b = four.blocks.child(b, slot, 1);
            assertThat(four.votes(four.head(slot, b)))
                    .as("the other branch at height %s", b.header().height())
                    .isEmpty();
        }
        Tip back = four.blocks.child(four.blocks.child(a3, 9), 10);
        assertThat(four.votes(four.head(10, back))).as("its own branch again").hasSize(1);
    }

    @Test
    void the_bond_of_a_vote_survives_a_restart_and_ends_when_the_final_block_is_as_high() {
        Case before = new Case(FOUR, 0);
        Tip genesis = before.blocks.genesis();
        Tip lost = before.blocks.child(genesis, 1);
        List<AgentEffect> effects = before.head(3, before.blocks.child(before.blocks.child(lost, 2), 3));
        Map<SignatureType, SignRequest> last = new TreeMap<>();
        effects.stream()
                .filter(AgentEffect.Sign.class::isInstance)
                .map(effect -> ((AgentEffect.Sign) effect).request())
                .forEach(request -> last.put(request.type(), request));

        Case after = new Case(FOUR, Optional.of(key(FOUR, 0)), last);
        Tip won = after.blocks.child(genesis, 1, 1);
        Tip head = won;
        for (long slot : List.of(2L, 3L, 5L)) {
            head = after.blocks.child(head, slot, 1);
        }
        assertThat(after.votes(after.head(5, head))).as("beside its vote").isEmpty();
        Tip next = after.blocks.child(head, 6, 1);
        assertThat(after.votes(after.head(6, next, won)))
                .as("the other branch is final at the height of the vote")
                .hasSize(1);
    }

    @Test
    void a_refused_vote_stops_all_votes() {
        Case four = new Case(FOUR, 0);
        Tip one = four.blocks.child(four.blocks.genesis(), 1);
        Tip three = four.blocks.child(four.blocks.child(one, 2), 3);
        SignRequest vote = ((AgentEffect.Sign) four.head(3, three).getFirst()).request();
        assertThat(four.on(new AgentEvent.SignRefused(four.blocks.start(3), vote)))
                .hasSize(1)
                .first()
                .isInstanceOf(AgentEffect.Report.class);
        Tip six = four.blocks.child(four.blocks.child(three, 5), 6);
        assertThat(four.votes(four.head(6, six))).isEmpty();
    }

    @Test
    void a_vote_of_its_key_that_it_does_not_know_of_stops_the_agent() {
        Case one = new Case(ONE, 0);
        Tip genesis = one.blocks.genesis();
        Tip stranger = one.blocks.child(genesis, 2, 1);
        one.head(0, genesis);
        Witness witness = Witness.of(QuorumWitness.vote(new VoteSignature(0, Bytes.utf8("its own"))));
        var grew = new AgentEvent.WitnessGrew(one.blocks.start(2), stranger, genesis.state(), witness);
        assertThat(one.on(grew))
                .anyMatch(effect -> effect instanceof AgentEffect.NotProducing reason
                        && reason.reason().contains("another process uses the key"));
        assertThat(one.timer(3)).isEmpty();
    }

    @Test
    void votes_of_a_quorum_become_a_certificate_once() {
        Case follower = new Case(FOUR, Optional.empty(), new TreeMap<>());
        Tip genesis = follower.blocks.genesis();
        Tip block = follower.blocks.child(genesis, 1);
        Witness witness = Witness.EMPTY;
        for (int position = 0; position < 3; position++) {
            assertThat(follower.grew(block, genesis, witness))
                    .as("%s votes", position)
                    .isEmpty();
            var vote = new VoteSignature(position, Bytes.utf8("vote " + position));
            witness = witness.merge(Witness.of(QuorumWitness.vote(vote)));
        }
        List<AgentEffect> effects = follower.grew(block, genesis, witness);
        assertThat(effects).hasSize(1);
        AgentEffect.AddWitness added = (AgentEffect.AddWitness) effects.getFirst();
        assertThat(added.block()).isEqualTo(block.id());
        assertThat(follower.grew(block, genesis, witness.merge(Witness.of(added.entry()))))
                .as("with the certificate")
                .isEmpty();
    }

    @Test
    void a_change_without_approvals_is_answered_with_its_rule_and_an_approved_one_stands_in_the_next_block() {
        Case four = new Case(FOUR, 1);
        Tip genesis = four.blocks.genesis();
        four.head(0, genesis);
        TestProducers next = TestProducers.named(SUITE, "anna");
        SetChange bare = Changes.unapproved(four.chain, FOUR, Height.GENESIS, new Height(9), next.set());
        assertThat(four.instruct(SetChange.CODEC.encode(bare))).contains("[rule=AUTH-7]");
        assertThat(four.instruct(Bytes.fromHex("ff"))).contains("was not taken");

        Bytes approved =
                SetChange.CODEC.encode(Changes.approved(four.chain, FOUR, Height.GENESIS, new Height(9), next.set()));
        assertThat(four.instruct(approved)).contains("carries the change to 1 producers");
        AgentEffect.Propose propose = (AgentEffect.Propose) four.timer(1).getFirst();
        assertThat(HeaderData.CODEC.decode(propose.data()).setChange()).contains(SetChange.CODEC.decode(approved));
    }

    private static PublicKey key(TestProducers producers, int position) {
        return producers.signers().get(position).publicKey();
    }

    /** One agent and the blocks it can look up. */
    private static final class Case {
        private final ChainParameters chain;
        private final Branches blocks;
        private final ConsensusAgent agent;

        private Case(TestProducers producers, int position) {
            this(producers, Optional.of(key(producers, position)), new TreeMap<>());
        }

        private Case(TestProducers producers, Optional<PublicKey> key, Map<SignatureType, SignRequest> last) {
            chain = new ChainParameters(
                    new ChainId(new Hash(3, 3, 3, 3)),
                    new Timestamp(1_700_000_000_000L),
                    400,
                    AuthorityParameters.CODEC.encode(new AuthorityParameters(producers.set())),
                    SUITE);
            Consensus consensus = new AuthorityConsensusFactory().create(chain);
            blocks = new Branches(chain, consensus);
            agent = consensus.agent(new AgentSetup(key, last));
        }

        private List<AgentEffect> on(AgentEvent event) {
            return agent.on(event, blocks);
        }

        private List<AgentEffect> head(long slot, Tip head) {
            return head(slot, head, blocks.genesis());
        }

        private List<AgentEffect> head(long slot, Tip head, Tip finalBlock) {
            return on(new AgentEvent.HeadChanged(blocks.start(slot), head, finalBlock));
        }

        private List<AgentEffect> timer(long slot) {
            return on(new AgentEvent.TimerFired(blocks.start(slot), "slot"));
        }

        private List<AgentEffect> built(long slot, Tip block) {
            return on(new AgentEvent.BlockBuilt(blocks.start(slot), block.header(), block.id()));
        }

        private List<AgentEffect> signed(long slot, SignRequest request, Bytes signature) {
            return on(new AgentEvent.Signed(blocks.start(slot), request, signature));
        }

        private List<AgentEffect> grew(Tip block, Tip parent, Witness witness) {
            return on(new AgentEvent.WitnessGrew(blocks.start(2), block, parent.state(), witness));
        }

        private String instruct(Bytes instruction) {
            var effects = on(new AgentEvent.Instructed(blocks.start(0), instruction));
            return ((AgentEffect.Report) effects.getFirst()).message();
        }

        private List<BlockId> votes(List<AgentEffect> effects) {
            return effects.stream()
                    .filter(AgentEffect.Sign.class::isInstance)
                    .map(effect -> ((AgentEffect.Sign) effect).request())
                    .filter(request -> request.type() == SignatureType.VOTE)
                    .map(SignRequest::block)
                    .toList();
        }
    }
}
