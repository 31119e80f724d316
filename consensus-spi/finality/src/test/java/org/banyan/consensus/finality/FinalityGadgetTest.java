package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.AgentEffect;
import org.banyan.consensus.AgentEvent;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.SignRequest;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.types.BlockId;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.SignatureType;
import org.junit.jupiter.api.Test;

/** What one voter does, event by event. It is the producer at position 0 of four. */
class FinalityGadgetTest {
    private final TestTree tree = new TestTree();
    private final Tip trunk = tree.child(tree.genesis, 1, 0);
    private final Tip left = tree.child(trunk, 2, 0);
    private final Tip right = tree.child(trunk, 2, 1);
    private final Tip rightTwo = tree.child(right, 3, 1);
    private final FinalityGadget gadget = gadget(Map.of());

    @Test
    void fin_8_a_voter_prevotes_nothing_off_its_locks_branch() {
        start(gadget, right);
        prevotes(left, 2, Source.NONE, 1, 2, 3);
        assertThat(votes(tick(gadget, 3))).as("the head has not moved yet").isEmpty();
        on(gadget, tree.head(tree.prevoteTime(3), left));
        assertThat(tick(gadget, 4)).anySatisfy(effect -> assertPrevote(effect, 4, left));
    }

    @Test
    void fin_9_a_prevote_is_not_counted_before_the_certificate_it_rests_on_is_known() {
        start(gadget, rightTwo);
        Source source = new Source(2, right.id());
        assertThat(prevotes(rightTwo, 3, source, 1, 2, 3)).doesNotHaveAnyElementsOfTypes(AgentEffect.Sign.class);
        assertThat(gadget.newest()).isEqualTo(Source.NONE);
        List<AgentEffect> effects = prevotes(right, 2, Source.NONE, 1, 2, 3);
        assertThat(gadget.newest()).as("both certificates at once").isEqualTo(new Source(3, rightTwo.id()));
        assertThat(effects).anySatisfy(effect -> assertPrecommit(effect, 3, rightTwo));
    }

    @Test
    void fin_9_a_prevote_whose_block_does_not_extend_its_source_is_never_counted() {
        start(gadget, right);
        prevotes(left, 2, Source.NONE, 1, 2, 3);
        prevotes(rightTwo, 3, new Source(2, left.id()), 1, 2, 3);
        assertThat(gadget.newest()).isEqualTo(new Source(2, left.id()));
    }

    @Test
    void fin_9_precommits_of_a_quorum_stand_for_the_prevotes_of_their_round() {
        start(gadget, rightTwo);
        for (int position = 1; position < 4; position++) {
            on(gadget, tree.cast(right, position, VoteData.precommit(0, 2)));
        }
        on(gadget, certify(right, 2));
        prevotes(rightTwo, 3, new Source(2, right.id()), 1, 2, 3);
        assertThat(gadget.newest()).isEqualTo(new Source(3, rightTwo.id()));
    }

    @Test
    void fin_9_a_source_that_is_not_later_than_the_final_blocks_certificate_needs_no_proof() {
        Source forgotten = new Source(1, tree.genesis.id());
        start(gadget, right);
        prevotes(right, 3, forgotten, 1, 2, 3);
        assertThat(gadget.newest()).isEqualTo(Source.NONE);
        for (int position = 1; position < 4; position++) {
            on(gadget, tree.cast(trunk, position, VoteData.precommit(0, 2)));
        }
        on(gadget, certify(trunk, 2));
        on(gadget, tree.finalise(tree.start(4), right, trunk));
        assertThat(gadget.newest()).isEqualTo(new Source(3, right.id()));
    }

    @Test
    void fin_10_a_voter_precommits_on_the_prevotes_of_a_quorum_and_not_on_fewer() {
        start(gadget, left);
        assertThat(prevotes(left, 2, Source.NONE, 1, 2)).doesNotHaveAnyElementsOfTypes(AgentEffect.Sign.class);
        assertThat(prevotes(left, 2, Source.NONE, 3)).anySatisfy(effect -> assertPrecommit(effect, 2, left));
        assertThat(prevotes(left, 2, Source.NONE, 0)).as("once").doesNotHaveAnyElementsOfTypes(AgentEffect.Sign.class);
    }

    @Test
    void fin_10_votes_of_one_producer_from_two_sources_count_once() {
        start(gadget, rightTwo);
        prevotes(right, 2, Source.NONE, 1, 2, 3);
        prevotes(rightTwo, 3, Source.NONE, 1, 2);
        prevotes(rightTwo, 3, new Source(2, right.id()), 1, 2);
        assertThat(gadget.newest()).isEqualTo(new Source(2, right.id()));
    }

    @Test
    void fin_11_an_older_certificate_moves_neither_lock_nor_head() {
        start(gadget, left);
        prevotes(left, 3, Source.NONE, 1, 2, 3);
        assertThat(prevotes(right, 2, Source.NONE, 1, 2, 3)).isEmpty();
        assertThat(tick(gadget, 4)).anySatisfy(effect -> assertPrevote(effect, 4, left));
    }

    @Test
    void fin_14_a_voter_votes_once_in_each_phase_and_in_rising_rounds() {
        start(gadget, left);
        assertThat(tick(gadget, 3)).anySatisfy(effect -> assertPrevote(effect, 3, left));
        assertThat(votes(tick(gadget, 3))).as("again").isEmpty();
        assertThat(votes(prevotes(left, 2, Source.NONE, 1, 2, 3)))
                .as("no precommit in a round before the last vote")
                .isEmpty();
        assertThat(votes(prevotes(left, 3, Source.NONE, 1, 2, 3))).hasSize(1);
        on(
                gadget,
                new AgentEvent.SignRefused(
                        tree.prevoteTime(3),
                        new SignRequest(
                                SignatureType.VOTE, 3, 2, left.id(), left.id().hash())));
        assertThat(votes(tick(gadget, 4))).as("after a refusal").isEmpty();
    }

    @Test
    void fin_14_a_voter_that_met_a_rounds_certificate_before_its_turn_leaves_its_prevote_out() {
        start(gadget, left);
        prevotes(left, 3, Source.NONE, 1, 2, 3);
        assertThat(votes(tick(gadget, 3))).isEmpty();
    }

    @Test
    void fin_15_a_restarted_voter_goes_on_from_its_journal_and_its_store() {
        prevotes(left, 2, Source.NONE, 1, 2, 3);
        Source lock = new Source(2, left.id());
        FinalityGadget restarted = gadget(Map.of(SignatureType.VOTE, request(left, VoteData.prevote(0, 5, lock))));
        List<AgentEffect> effects = start(restarted, left);
        assertThat(effects).contains(new AgentEffect.Anchor(left.id()));
        assertThat(votes(effects)).as("a precommit in a past round").isEmpty();
        assertThat(votes(tick(restarted, 5))).as("the round of the last vote").isEmpty();
        assertThat(tick(restarted, 6)).anySatisfy(effect -> assertPrevote(effect, 6, left));
    }

    @Test
    void fin_15_a_restarted_voter_finds_the_certificates_of_the_final_block_too() {
        for (int position = 1; position < 4; position++) {
            tree.cast(trunk, position, VoteData.precommit(0, 2));
            tree.cast(trunk, position, VoteData.prevote(0, 5, Source.NONE));
        }
        certify(trunk, 2);
        on(gadget, tree.finalise(tree.start(6), left, trunk));
        assertThat(gadget.newest()).isEqualTo(new Source(5, trunk.id()));
        prevotes(left, 6, new Source(5, trunk.id()), 1, 2, 3);
        assertThat(gadget.newest()).isEqualTo(new Source(6, left.id()));
    }

    @Test
    void fin_15_a_voter_that_precommitted_is_bound_although_its_store_lost_the_votes() {
        FinalityGadget restarted = gadget(Map.of(SignatureType.VOTE, request(left, VoteData.precommit(0, 2))));
        assertThat(start(restarted, rightTwo)).contains(new AgentEffect.Anchor(left.id()));
        assertThat(votes(tick(restarted, 3))).as("off the lock's branch").isEmpty();
        on(restarted, tree.head(tree.prevoteTime(3), left));
        assertThat(tick(restarted, 4)).anySatisfy(effect -> assertPrevote(effect, 4, left));
    }

    @Test
    void fin_15_a_voter_whose_last_prevote_rests_on_what_its_store_lost_waits_for_a_later_certificate() {
        Source lost = new Source(2, right.id());
        FinalityGadget restarted = gadget(Map.of(SignatureType.VOTE, request(rightTwo, VoteData.prevote(0, 4, lost))));
        start(restarted, left);
        assertThat(votes(tick(restarted, 5))).isEmpty();
        List<AgentEffect> effects = new ArrayList<>();
        for (int position = 1; position < 4; position++) {
            effects.addAll(on(restarted, tree.cast(left, position, VoteData.prevote(0, 6, Source.NONE))));
        }
        assertThat(effects).anySatisfy(effect -> assertPrecommit(effect, 6, left));
        assertThat(tick(restarted, 7)).anySatisfy(effect -> assertPrevote(effect, 7, left));
    }

    @Test
    void fin_16_the_head_is_kept_inside_the_newest_certificates_subtree() {
        start(gadget, rightTwo);
        assertThat(prevotes(left, 2, Source.NONE, 1, 2, 3)).contains(new AgentEffect.Anchor(left.id()));
    }

    @Test
    void fin_17_a_voter_names_the_newest_block_that_is_not_later_than_the_round() {
        start(gadget, rightTwo);
        assertThat(tick(gadget, 2)).anySatisfy(effect -> assertPrevote(effect, 2, right));
        assertThat(tick(gadget, 3)).anySatisfy(effect -> assertPrevote(effect, 3, rightTwo));
        on(gadget, tree.finalise(tree.start(4), rightTwo, rightTwo));
        assertThat(votes(tick(gadget, 4))).as("nothing above the final block").isEmpty();
    }

    @Test
    void fin_17_a_voter_repeats_its_vote_for_one_block_only_as_often_as_a_witness_keeps_it() {
        start(gadget, left);
        int cast = 0;
        for (int round = 3; round < 20; round++) {
            for (AgentEffect effect : tick(gadget, round)) {
                if (effect instanceof AgentEffect.Sign sign) {
                    cast++;
                    on(
                            gadget,
                            tree.cast(
                                    left, 0, VoteData.prevote(0, sign.request().major(), Source.NONE)));
                }
            }
        }
        assertThat(cast).isEqualTo(Electorate.VOTES_PER_BLOCK_MAX);
    }

    @Test
    void fin_19_any_node_joins_precommits_of_one_round_into_a_certificate() {
        FinalityGadget follower = new FinalityGadget(rounds(), new AgentSetup(Optional.empty(), Map.of()));
        start(follower, left);
        on(follower, tree.cast(left, 1, VoteData.precommit(0, 2)));
        on(follower, tree.cast(left, 2, VoteData.precommit(0, 3)));
        assertThat(on(follower, tree.cast(left, 3, VoteData.precommit(0, 3)))).isEmpty();
        assertThat(on(follower, tree.cast(left, 0, VoteData.precommit(0, 3))))
                .hasOnlyElementsOfType(AgentEffect.AddWitness.class)
                .anySatisfy(effect -> assertThat(
                                ((AgentEffect.AddWitness) effect).entry().kind())
                        .isEqualTo(WitnessEntry.CERTIFICATE));
    }

    @Test
    void fin_20_a_voter_that_meets_a_vote_of_its_key_that_its_guard_does_not_know_votes_no_more() {
        start(gadget, left);
        assertThat(on(gadget, tree.cast(right, 0, VoteData.prevote(0, 2, Source.NONE))))
                .anySatisfy(effect -> assertThat(effect)
                        .isInstanceOfSatisfying(
                                AgentEffect.Report.class,
                                report -> assertThat(report.message()).contains("another process uses the key")));
        assertThat(gadget.impostor()).isPresent();
        assertThat(votes(tick(gadget, 3))).isEmpty();
    }

    @Test
    void fin_21_evidence_is_kept_once_for_each_voter() {
        start(gadget, left);
        on(gadget, tree.cast(left, 1, VoteData.prevote(0, 2, Source.NONE)));
        assertThat(gadget.evidence()).isEmpty();
        assertThat(on(gadget, tree.cast(right, 1, VoteData.prevote(0, 2, Source.NONE))))
                .hasAtLeastOneElementOfType(AgentEffect.Report.class);
        assertThat(on(gadget, tree.cast(rightTwo, 1, VoteData.prevote(0, 2, Source.NONE))))
                .isEmpty();
        on(gadget, tree.cast(right, 2, VoteData.precommit(0, 2)));
        on(gadget, tree.cast(left, 2, VoteData.prevote(0, 4, Source.NONE)));
        on(gadget, tree.cast(rightTwo, 3, VoteData.prevote(0, 4, Source.NONE)));
        on(gadget, tree.cast(left, 3, VoteData.precommit(0, 2)));
        assertThat(gadget.evidence()).hasSize(3);
        EvidenceRule rule =
                new EvidenceRule(tree.chain.chainId(), TestTree.SUITE, id -> Optional.of(tree.producers.set()));
        assertThat(gadget.evidence().values().stream().map(rule::judge))
                .allMatch(judgement -> judgement instanceof EvidenceRule.Judgement.Guilty);
    }

    private Rounds rounds() {
        return Rounds.of(tree.chain.genesisTime(), TestTree.SLOT);
    }

    private FinalityGadget gadget(Map<SignatureType, SignRequest> journal) {
        return new FinalityGadget(
                rounds(),
                new AgentSetup(Optional.of(tree.producers.signers().getFirst().publicKey()), journal));
    }

    private SignRequest request(Tip block, VoteData data) {
        var ballot = tree.electorate().ballot(block.header().height(), block.id(), data);
        return new SignRequest(
                SignatureType.VOTE,
                data.round(),
                data.phase().code(),
                block.id(),
                tree.electorate().quorum().object(ballot),
                data.phase() == Phase.PRECOMMIT ? data.round() : data.source().round());
    }

    private List<AgentEffect> start(FinalityGadget started, Tip head) {
        return on(started, tree.head(tree.start(1), head));
    }

    private List<AgentEffect> tick(FinalityGadget ticked, long round) {
        return on(ticked, new AgentEvent.TimerFired(tree.prevoteTime(round), FinalityGadget.TIMER));
    }

    private List<AgentEffect> prevotes(Tip block, long round, Source source, int... positions) {
        List<AgentEffect> effects = new ArrayList<>();
        for (int position : positions) {
            effects.addAll(on(gadget, tree.cast(block, position, VoteData.prevote(0, round, source))));
        }
        return effects;
    }

    private AgentEvent.WitnessGrew certify(Tip block, long round) {
        var votes = FinalityVote.in(tree.witness(block.id())).stream()
                .filter(vote -> vote.data().equals(VoteData.precommit(0, round)))
                .map(FinalityVote::vote)
                .toList();
        var ballot = tree.electorate().ballot(block.header().height(), block.id(), VoteData.precommit(0, round));
        return tree.grow(
                block,
                QuorumWitness.certificate(
                        tree.electorate().quorum().assemble(ballot, votes).orElseThrow()));
    }

    private List<AgentEffect> on(FinalityGadget it, AgentEvent event) {
        return it.on(event, tree);
    }

    private static List<SignRequest> votes(List<AgentEffect> effects) {
        return effects.stream()
                .filter(AgentEffect.Sign.class::isInstance)
                .map(effect -> ((AgentEffect.Sign) effect).request())
                .toList();
    }

    private static void assertPrevote(AgentEffect effect, long round, Tip block) {
        assertVote(effect, round, Phase.PREVOTE, block.id());
    }

    private static void assertPrecommit(AgentEffect effect, long round, Tip block) {
        assertVote(effect, round, Phase.PRECOMMIT, block.id());
    }

    private static void assertVote(AgentEffect effect, long round, Phase phase, BlockId block) {
        assertThat(effect).isInstanceOfSatisfying(AgentEffect.Sign.class, sign -> {
            assertThat(sign.request().major()).isEqualTo(round);
            assertThat(sign.request().minor()).isEqualTo(phase.code());
            assertThat(sign.request().block()).isEqualTo(block);
        });
    }
}
