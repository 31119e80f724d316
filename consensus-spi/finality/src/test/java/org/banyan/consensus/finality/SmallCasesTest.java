package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.banyan.consensus.finality.SmallCases.Tree;
import org.banyan.consensus.finality.SmallCases.Wanted;
import org.banyan.types.block.ProducerSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No run of four voters breaks agreement, as far as rounds are searched: {@code -Dfinality.rounds=5} goes deeper, {@code -Dfinality.report=true}
 * prints how many states were looked at.
 */
class SmallCasesTest {
    private static final int ROUNDS = Integer.getInteger("finality.rounds", 3);

    /** With more liars there are many more runs. */
    private static final int ROUNDS_OF_TWO_LIARS = Math.min(ROUNDS, 4);

    @ParameterizedTest
    @EnumSource
    void one_liar_among_four_never_makes_two_conflicting_blocks_final(Tree tree) {
        assertThat(search("one liar", VotingRule.SOUND, tree, 3, false, 1, ROUNDS, Wanted.CONFLICT))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void two_liars_among_four_make_conflicting_blocks_final_only_when_both_can_be_convicted(Tree tree) {
        assertThat(search(
                        "one of two convicted",
                        VotingRule.SOUND,
                        tree,
                        2,
                        true,
                        1,
                        ROUNDS_OF_TWO_LIARS,
                        Wanted.CONFLICT))
                .isEmpty();
        assertThat(search("both convicted", VotingRule.SOUND, tree, 2, false, 2, 2, Wanted.CONFLICT))
                .as("the search finds conflicts where there are some")
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void no_honest_voter_is_ever_accused_whatever_two_liars_do(Tree tree) {
        assertThat(search("one liar", VotingRule.SOUND, tree, 3, false, 1, ROUNDS, Wanted.HONEST_ACCUSED))
                .isEmpty();
        assertThat(search("two liars", VotingRule.SOUND, tree, 2, false, 2, ROUNDS_OF_TWO_LIARS, Wanted.HONEST_ACCUSED))
                .isEmpty();
    }

    @Test
    void voters_without_a_lock_are_caught() {
        VotingRule mutant = new VotingRule() {
            @Override
            boolean mayPrevote(Source lock, boolean targetExtendsLock) {
                return true;
            }

            @Override
            Source lock(Source before, Source learned) {
                return before;
            }
        };
        assertThat(search("no lock", mutant, Tree.TWO_LINES, 3, false, 1, 3, Wanted.CONFLICT))
                .isPresent();
        assertThat(search("no lock", mutant, Tree.TWO_LINES, 3, false, 1, 3, Wanted.HONEST_ACCUSED))
                .isPresent();
    }

    @Test
    void prevotes_that_count_whatever_they_rest_on_are_caught() {
        VotingRule mutant = new VotingRule() {
            @Override
            boolean counts(Source source, long finalRound, boolean isKnown, boolean extendsSource) {
                return true;
            }
        };
        assertThat(search("no source check", mutant, Tree.TWO_LINES, 2, true, 1, 3, Wanted.CONFLICT))
                .as("a liar that invents certificates gets away")
                .isPresent();
    }

    @Test
    void a_quorum_of_a_half_is_caught() {
        VotingRule mutant = new VotingRule() {
            @Override
            boolean isQuorum(long weight, ProducerSet set) {
                return 2 * weight >= set.totalWeight();
            }
        };
        assertThat(search("half", mutant, Tree.TWO_LINES, 3, false, 1, 3, Wanted.CONFLICT))
                .isPresent();
    }

    @Test
    void precommits_without_a_certificate_are_caught() {
        VotingRule mutant = new VotingRule() {
            @Override
            boolean mayPrecommit(boolean isCertified) {
                return true;
            }
        };
        assertThat(search("no certificate", mutant, Tree.TWO_LINES, 3, false, 1, 3, Wanted.CONFLICT))
                .isPresent();
    }

    @Test
    void a_lock_that_an_older_certificate_replaces_is_caught() {
        VotingRule mutant = new VotingRule() {
            @Override
            Source lock(Source before, Source learned) {
                return learned;
            }
        };
        assertThat(search("any lock", mutant, Tree.TWO_LINES, 3, false, 1, 3, Wanted.HONEST_ACCUSED))
                .isPresent();
    }

    private static Optional<String> search(
            String what, VotingRule rule, Tree tree, int honest, boolean sneaky, int open, int rounds, Wanted wanted) {
        SmallCases cases = new SmallCases(rule, tree, honest, sneaky, open, rounds);
        Optional<String> found = cases.find(wanted);
        assertThat(cases.explored()).as("%s on %s: states", what, tree).isPositive();
        if (Boolean.getBoolean("finality.report")) {
            System.out.println(what + ", " + tree + ", " + rounds + " rounds, " + wanted + ": " + cases.explored()
                    + " states" + found.map(state -> ", found " + state).orElse(""));
        }
        return found;
    }
}
