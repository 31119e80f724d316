package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.quorum.QuorumWitness;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Producer;
import org.banyan.types.block.VoteSignature;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.junit.jupiter.api.Test;

/** What a witness takes and what makes final. */
class ElectorateTest {
    private final TestTree tree = new TestTree();
    private final Electorate electorate = tree.electorate();
    private final Tip block = tree.child(tree.genesis, 1, 0);
    private final Producer producer = tree.producers.set().producers().get(1);

    @Test
    void fin_1_a_vote_or_certificate_whose_data_is_not_canonical_is_refused() {
        for (String hex : List.of("", "088000", "ff", "0a00", "0a0012020800")) {
            assertRefused(mayAdd(Witness.EMPTY, new WitnessEntry(WitnessEntry.VOTE, Bytes.fromHex(hex))), "FIN-1");
        }
        Certificate genuine = certificate(VoteData.precommit(0, 1), 3);
        for (String hex : List.of("", "088000", "1001")) {
            assertRefused(electorate.check(withData(genuine, Bytes.fromHex(hex))), "FIN-1");
        }
    }

    @Test
    void fin_1_a_vote_rests_on_an_earlier_round_and_a_precommit_names_no_source() {
        Source source = new Source(3, block.id());
        assertThatThrownBy(() -> VoteData.prevote(0, 3, source)).hasMessageContaining("rests on an earlier round");
        assertThatThrownBy(() -> new VoteData(0, 4, Phase.PRECOMMIT, source)).hasMessageContaining("names no source");
        assertThatThrownBy(() -> VoteData.prevote(0, 0, Source.NONE)).hasMessageContaining("round from 1");
        assertThatThrownBy(() -> new Source(0, block.id())).hasMessageContaining("or neither");
        assertThatThrownBy(() -> new Source(2, Source.NONE.block())).hasMessageContaining("or neither");
    }

    @Test
    void fin_2_a_vote_or_certificate_of_another_term_is_refused() {
        VoteData other = VoteData.precommit(1, 1);
        assertRefused(mayAdd(Witness.EMPTY, tree.vote(block, 0, other).toEntry()), "FIN-2");
        assertRefused(electorate.check(certificate(other, 4)), "FIN-2");
    }

    @Test
    void fin_3_nothing_is_voted_for_before_the_block_that_brought_the_set_in_is_final() {
        Electorate early = new Electorate(tree.chain.chainId(), tree.producers.set(), 0, false, TestTree.SUITE);
        WitnessEntry vote =
                tree.vote(block, 0, VoteData.prevote(0, 1, Source.NONE)).toEntry();
        assertRefused(early.mayAdd(block.header(), producer, Witness.EMPTY, vote), "FIN-3");
        assertRefused(early.check(certificate(VoteData.precommit(0, 1), 3)), "FIN-3");
        assertThat(electorate.mayAdd(block.header(), producer, Witness.EMPTY, vote))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void fin_4_a_witness_keeps_eight_votes_of_one_producer_and_phase_and_still_has_room_for_the_others() {
        Witness known = Witness.EMPTY;
        for (int round = 1; round <= Electorate.VOTES_PER_BLOCK_MAX; round++) {
            WitnessEntry vote =
                    tree.vote(block, 0, VoteData.precommit(0, round)).toEntry();
            assertThat(mayAdd(known, vote)).as("round %s", round).isEqualTo(Verdict.ACCEPTED);
            known = known.merge(Witness.of(vote));
            assertRefused(mayAdd(known, vote), "WIT-5");
        }
        assertRefused(
                mayAdd(known, tree.vote(block, 0, VoteData.precommit(0, 99)).toEntry()), "FIN-4");
        assertThat(mayAdd(
                        known,
                        tree.vote(block, 0, VoteData.prevote(0, 99, Source.NONE))
                                .toEntry()))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(mayAdd(known, tree.vote(block, 1, VoteData.precommit(0, 99)).toEntry()))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void fin_4_the_votes_of_the_largest_set_fit_into_a_witness() {
        for (int n : List.of(1, 4, 21, 63, 64, 100, Electorate.VOTERS_MAX)) {
            Electorate set = new Electorate(
                    tree.chain.chainId(), TestProducers.count(TestTree.SUITE, n).set(), 0, true, TestTree.SUITE);
            assertThat(set.votesPerBlock()).as("votes of each of %s", n).isPositive();
            assertThat(2 + 2 * n * set.votesPerBlock()).as("entries of %s", n).isLessThanOrEqualTo(Witness.ENTRIES_MAX);
        }
        var tooMany =
                TestProducers.count(TestTree.SUITE, Electorate.VOTERS_MAX + 1).set();
        assertThatThrownBy(() -> new Electorate(tree.chain.chainId(), tooMany, 0, true, TestTree.SUITE))
                .hasMessageContaining("at most 256 producers");
    }

    @Test
    void fin_5_prevotes_make_nothing_final() {
        assertRefused(electorate.check(certificate(VoteData.prevote(0, 1, Source.NONE), 4)), "FIN-5");
        var light = Electorate.certificates(tree.chain.chainId(), tree.producers.set(), TestTree.SUITE);
        assertRefused(light.check(certificate(VoteData.prevote(0, 1, Source.NONE), 4)), "FIN-5");
        assertThat(light.check(certificate(VoteData.precommit(0, 1), 3))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void fin_7_a_certificate_needs_precommits_of_one_round_by_more_than_two_thirds() {
        assertThat(electorate.check(certificate(VoteData.precommit(0, 7), 3))).isEqualTo(Verdict.ACCEPTED);
        assertRefused(electorate.check(certificate(VoteData.precommit(0, 7), 2)), "CERT-4");
        Certificate mixed = certificate(VoteData.precommit(0, 7), 2);
        List<VoteSignature> votes = new ArrayList<>(mixed.votes());
        votes.add(tree.vote(block, 2, VoteData.precommit(0, 8)).vote());
        assertRefused(electorate.check(withVotes(mixed, votes)), "CERT-5");
    }

    @Test
    void a_vote_counts_for_the_block_beside_which_it_stands_and_for_no_other() {
        Tip other = tree.child(tree.genesis, 2, 1);
        VoteData data = VoteData.prevote(0, 1, Source.NONE);
        assertRefused(mayAdd(Witness.EMPTY, tree.vote(other, 0, data).toEntry()), "CERT-5");
        FinalityVote genuine = tree.vote(block, 0, data);
        FinalityVote moved = new FinalityVote(VoteData.prevote(0, 2, Source.NONE), genuine.vote());
        assertRefused(mayAdd(Witness.EMPTY, moved.toEntry()), "CERT-5");
        FinalityVote outside =
                new FinalityVote(data, new VoteSignature(4, genuine.vote().signature()));
        assertRefused(mayAdd(Witness.EMPTY, outside.toEntry()), "CERT-3");
        FinalityVote invented = new FinalityVote(
                VoteData.prevote(0, 2, new Source(1, new BlockId(new Hash(1, 1, 1, 1)))), genuine.vote());
        assertRefused(mayAdd(Witness.EMPTY, invented.toEntry()), "CERT-5");
    }

    @Test
    void a_certificate_of_another_block_does_not_stand_beside_this_one() {
        Tip other = tree.child(tree.genesis, 2, 1);
        Certificate genuine = certificate(VoteData.precommit(0, 1), 3);
        assertThat(mayAdd(Witness.EMPTY, QuorumWitness.certificate(genuine))).isEqualTo(Verdict.ACCEPTED);
        assertRefused(
                electorate.mayAdd(other.header(), producer, Witness.EMPTY, QuorumWitness.certificate(genuine)),
                "WIT-6");
    }

    private Verdict mayAdd(Witness known, WitnessEntry entry) {
        return electorate.mayAdd(block.header(), producer, known, entry);
    }

    private Certificate certificate(VoteData data, int votes) {
        List<VoteSignature> signatures = new ArrayList<>();
        for (int position = 0; position < votes; position++) {
            signatures.add(tree.vote(block, position, data).vote());
        }
        return withVotes(electorate.ballot(block.header().height(), block.id(), data), signatures);
    }

    private static Certificate withVotes(Certificate it, List<VoteSignature> votes) {
        return new Certificate(it.chainId(), it.height(), it.block(), it.producerSet(), it.data(), votes);
    }

    private static Certificate withData(Certificate it, Bytes data) {
        return new Certificate(it.chainId(), it.height(), it.block(), it.producerSet(), data, it.votes());
    }

    private static void assertRefused(Verdict verdict, String rule) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.rule())
                                .as(rejected.toString())
                                .isEqualTo(new RuleId(rule)));
    }
}
