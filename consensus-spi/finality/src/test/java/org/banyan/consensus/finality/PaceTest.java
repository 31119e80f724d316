package org.banyan.consensus.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.banyan.testkit.consensus.TestProducers;
import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.types.Timestamp;
import org.banyan.types.block.ProducerSet;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final ProducerSet FOUR =
            TestProducers.count(new StubCryptoSuite(), 4).set();

    private final Pace pace = new Pace(8);

    @Test
    void fin_18_three_failures_of_rounds_that_a_quorum_attended_double_the_length() {
        for (int round = 1; round <= 3; round++) {
            assertThat(pace.length()).isEqualTo(1);
            pace.onRound(round);
            attend(round, 3);
        }
        pace.onRound(4);
        assertThat(pace.length()).isEqualTo(2);
        for (int round = 4; round <= 100; round += 2) {
            attend(round, 4);
            pace.onRound(round + 2);
        }
        assertThat(pace.length()).as("the longest").isEqualTo(8);
        pace.onFinal(100);
        assertThat(pace.length()).as("after a success").isEqualTo(4);
        pace.onFinal(104);
        pace.onFinal(106);
        pace.onFinal(107);
        assertThat(pace.length()).isEqualTo(1);
    }

    @Test
    void fin_18_rounds_without_a_quorum_change_nothing() {
        for (int round = 1; round <= 50; round++) {
            pace.onRound(round);
            attend(round, 2);
        }
        assertThat(pace.length()).isEqualTo(1);
    }

    @Test
    void fin_18_votes_that_come_by_catching_up_count_as_one_failure_at_most() {
        for (int round = 1; round <= 50; round++) {
            pace.onRound(round);
        }
        for (int round = 1; round <= 50; round++) {
            attend(round, 4);
        }
        pace.onRound(51);
        pace.onRound(52);
        assertThat(pace.length()).isEqualTo(1);
    }

    @Test
    void fin_18_a_round_in_which_a_block_became_final_is_no_failure() {
        for (int round = 1; round <= 50; round++) {
            pace.onRound(round);
            attend(round, 4);
            pace.onFinal(round);
        }
        assertThat(pace.length()).isEqualTo(1);
    }

    @Test
    void fin_18_votes_of_more_than_the_liars_in_rounds_that_this_voter_left_lengthen_its_own() {
        pace.onRound(7);
        pace.onPrevote(1, 1, FOUR, 8);
        pace.onRound(8);
        pace.onRound(9);
        assertThat(pace.length()).as("one may be a liar").isEqualTo(1);
        pace.onPrevote(1, 2, FOUR, 4);
        pace.onRound(10);
        assertThat(pace.length()).as("newer votes may be on their way").isEqualTo(1);
        pace.onRound(11);
        assertThat(pace.length()).as("an honest one needs that much").isEqualTo(4);
    }

    @Test
    void fin_18_late_votes_that_newer_ones_of_the_same_voters_overtake_change_nothing() {
        for (int round = 20; round <= 30; round++) {
            pace.onRound(round);
            for (long late = round - 9; late <= round; late++) {
                pace.onPrevote(late, 1, FOUR, 8);
                pace.onPrevote(late, 2, FOUR, 8);
            }
        }
        assertThat(pace.length()).isEqualTo(1);
    }

    @Test
    void rounds_start_with_slots_and_long_ones_at_multiples_of_their_length() {
        Rounds rounds = new Rounds(new Timestamp(10_000), 400, 150);
        assertThat(rounds.at(new Timestamp(9_999), 1)).isZero();
        assertThat(rounds.at(new Timestamp(10_000 + 7 * 400), 1)).isEqualTo(7);
        assertThat(rounds.at(new Timestamp(10_000 + 8 * 400 - 1), 4)).isEqualTo(4);
        assertThat(rounds.prevoteAt(8, 1)).isEqualTo(new Timestamp(10_000 + 8 * 400 + 150));
        assertThat(rounds.prevoteAt(8, 4)).isEqualTo(new Timestamp(10_000 + 8 * 400 + 600));
        assertThat(rounds.lengthLasting(8, rounds.prevoteAt(9, 1).plusMillis(-1)))
                .isEqualTo(1);
        assertThat(rounds.lengthLasting(8, rounds.prevoteAt(9, 1))).isEqualTo(2);
        assertThat(rounds.lengthLasting(8, rounds.prevoteAt(12, 4))).isEqualTo(8);
        assertThat(rounds.lengthLasting(8, rounds.start(1_000)))
                .as("the longest")
                .isEqualTo(32);
        assertThat(rounds.lengthMax()).as("16 s of 400 ms").isEqualTo(32);
        assertThat(Rounds.of(new Timestamp(0), 4_000).lengthMax()).isEqualTo(4);
        assertThat(Rounds.of(new Timestamp(0), 60_000).lengthMax()).isEqualTo(1);
        assertThatThrownBy(() -> new Rounds(new Timestamp(0), 400, 400)).hasMessageContaining("propagation bound");
    }

    private void attend(long round, int voters) {
        for (int position = 0; position < voters; position++) {
            pace.onPrevote(round, position, FOUR, 1);
        }
    }
}
