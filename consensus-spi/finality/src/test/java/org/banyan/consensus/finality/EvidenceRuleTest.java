package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ForkChoice.Tip;
import org.banyan.consensus.finality.EvidenceRule.Judgement;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.block.VoteSignature;
import org.junit.jupiter.api.Test;

/** Whom evidence convicts, and whom it does not. */
class EvidenceRuleTest {
    private final TestTree tree = new TestTree();
    private final EvidenceRule rule = new EvidenceRule(
            tree.chain.chainId(),
            TestTree.SUITE,
            id -> Optional.of(tree.producers.set())
                    .filter(set -> set.id(TestTree.SUITE.hash()).equals(id)));
    private final Tip trunk = tree.child(tree.genesis, 1, 0);
    private final Tip left = tree.child(trunk, 2, 0);
    private final Tip right = tree.child(trunk, 2, 1);
    private final Tip rightTwo = tree.child(right, 3, 1);
    private final Tip rightThree = tree.child(rightTwo, 4, 1);
    private final Tip leftTwo = tree.child(left, 3, 0);

    @Test
    void fin_12_two_different_votes_in_one_phase_of_one_round_convict() {
        VoteData prevote = VoteData.prevote(0, 5, Source.NONE);
        assertGuilty(Offence.DOUBLE_VOTE, tree.signed(left, 2, prevote), tree.signed(right, 2, prevote));
        assertGuilty(
                Offence.DOUBLE_VOTE,
                tree.signed(left, 2, VoteData.precommit(0, 5)),
                tree.signed(rightThree, 2, VoteData.precommit(0, 5)));
        assertGuilty(
                Offence.DOUBLE_VOTE,
                tree.signed(left, 2, prevote),
                tree.signed(left, 2, VoteData.prevote(0, 5, new Source(1, trunk.id()))));
    }

    @Test
    void fin_13_a_later_prevote_off_the_precommitted_branch_from_no_later_certificate_convicts() {
        Certificate precommit = tree.signed(left, 2, VoteData.precommit(0, 5));
        VoteData bound = VoteData.prevote(0, 9, new Source(5, trunk.id()));
        assertGuilty(Offence.BROKEN_LOCK, precommit, tree.signed(right, 2, bound));
        assertGuilty(Offence.BROKEN_LOCK, precommit, tree.signed(trunk, 2, VoteData.prevote(0, 6, Source.NONE)));
        assertGuilty(
                Offence.BROKEN_LOCK,
                precommit,
                tree.signed(rightThree, 2, bound),
                rightThree.header(),
                rightTwo.header());
    }

    @Test
    void fin_6_what_an_honest_voter_does_convicts_nobody() {
        Certificate precommit = tree.signed(left, 2, VoteData.precommit(0, 5));
        VoteData bound = VoteData.prevote(0, 9, new Source(5, left.id()));
        VoteData freed = VoteData.prevote(0, 9, new Source(6, right.id()));
        assertRefused("no two of one phase", precommit, precommit);
        assertRefused("may be on the branch", precommit, tree.signed(left, 2, bound));
        assertRefused("may be on the branch", precommit, tree.signed(leftTwo, 2, bound), leftTwo.header());
        assertRefused("no two of one phase", precommit, tree.signed(right, 2, freed));
        assertRefused("no two of one phase", tree.signed(right, 2, VoteData.prevote(0, 4, Source.NONE)), precommit);
        assertRefused("no two of one phase", precommit, tree.signed(right, 2, VoteData.precommit(0, 9)));
        assertRefused(
                "no two of one phase",
                tree.signed(left, 2, VoteData.prevote(0, 5, Source.NONE)),
                tree.signed(right, 2, VoteData.precommit(0, 5)));
    }

    @Test
    void fin_6_evidence_shows_the_way_from_one_block_to_the_height_of_the_other() {
        Certificate precommit = tree.signed(left, 2, VoteData.precommit(0, 5));
        VoteData bound = VoteData.prevote(0, 9, Source.NONE);
        Certificate far = tree.signed(rightThree, 2, bound);
        assertRefused("headers lead from", precommit, far);
        assertRefused("headers lead from", precommit, far, rightThree.header());
        assertRefused("is not that of block", precommit, far, rightTwo.header(), rightThree.header());
        assertRefused("is not that of block", precommit, far, rightThree.header(), leftTwo.header());
        assertRefused("needs no headers", precommit, tree.signed(right, 2, bound), right.header());
        assertRefused("need no headers", tree.signed(left, 2, bound), tree.signed(right, 2, bound), right.header());
    }

    @Test
    void fin_6_votes_that_are_not_genuine_votes_of_one_producer_convict_nobody() {
        VoteData data = VoteData.prevote(0, 5, Source.NONE);
        Certificate genuine = tree.signed(left, 2, data);
        Certificate other = tree.signed(right, 2, data);
        assertRefused("two producers", genuine, tree.signed(right, 1, data));
        assertRefused("CERT-5", genuine, with(other, List.of(genuine.votes().getFirst())));
        assertRefused("stands alone", genuine, with(other, List.of()));
        assertRefused(
                "stands alone",
                genuine,
                with(
                        other,
                        List.of(tree.vote(right, 1, data).vote(), other.votes().getFirst())));
        assertRefused("CERT-3", genuine, with(other, List.of(new VoteSignature(9, Bytes.EMPTY))));
        assertRefused(
                "not canonical",
                genuine,
                new Certificate(
                        other.chainId(),
                        other.height(),
                        other.block(),
                        other.producerSet(),
                        Bytes.EMPTY,
                        other.votes()));
        assertRefused(
                "unknown or too old",
                genuine,
                new Certificate(
                        other.chainId(),
                        other.height(),
                        other.block(),
                        TestProducers.count(TestTree.SUITE, 5).set().id(TestTree.SUITE.hash()),
                        other.data(),
                        other.votes()));
        assertRefused(
                "is for chain",
                genuine,
                new Certificate(
                        new ChainId(new Hash(1, 1, 1, 1)),
                        other.height(),
                        other.block(),
                        other.producerSet(),
                        other.data(),
                        other.votes()));
    }

    private void assertGuilty(Offence offence, Certificate first, Certificate second, Header... headers) {
        assertThat(rule.judge(carried(first, second, headers)))
                .isEqualTo(new Judgement.Guilty(
                        tree.producers.set().producers().get(2),
                        offence,
                        VoteData.CODEC.decode(first.data()).round()));
    }

    private void assertRefused(String why, Certificate first, Certificate second, Header... headers) {
        assertThat(rule.judge(carried(first, second, headers)))
                .isInstanceOfSatisfying(Judgement.Refused.class, refused -> {
                    assertThat(refused.verdict().rule()).isEqualTo(FinalityRules.NO_OFFENCE);
                    assertThat(refused.verdict().reason()).contains(why);
                });
    }

    /** As it comes out of a block. */
    private static Evidence carried(Certificate first, Certificate second, Header... headers) {
        Evidence evidence = new Evidence(first, second, List.of(headers));
        return Evidence.CODEC.decode(Evidence.CODEC.encode(evidence));
    }

    private static Certificate with(Certificate it, List<VoteSignature> votes) {
        return new Certificate(it.chainId(), it.height(), it.block(), it.producerSet(), it.data(), votes);
    }
}
