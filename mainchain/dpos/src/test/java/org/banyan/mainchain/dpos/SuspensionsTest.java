package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Address;
import org.banyan.types.Hash;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.junit.jupiter.api.Test;

/** Formulas M1 to M4 and rule DPOS-4: who misses slots loses slots, for a time, and never so many that no quorum builds. */
class SuspensionsTest {
    /** A unit of suspension is two rounds of four delegates: 10 slots. */
    private static final long UNIT = 10 * Walk.SLOT;

    private final Walk walk = walk(4, 1_000);
    private final Address idle = walk.delegate(1);

    @Test
    void two_misses_in_a_row_suspend_for_four_units_and_again_for_eight() {
        // given a delegate that builds nothing
        walk.finalAfter(1).silence(idle).until(5);
        assertThat(delegate().missesInRow()).isZero();

        // when its first miss and then its second become final
        walk.until(8);
        assertThat(delegate().missesInRow()).isEqualTo(1);
        while (delegate().suspensions().isEmpty()) {
            walk.until(walk.slot() + 1);
        }
        assertThat(walk.slot()).isBetween(12L, 13L);

        // then it builds nothing for four units
        Timestamp until = delegate().suspendedUntil();
        assertThat(until.millis() - walk.time(walk.slot()).millis()).isEqualTo(4 * UNIT);
        assertThat(delegate().isOut(until)).isFalse();

        // and for eight when it misses two more after that
        while (delegate().suspensions().size() == 1) {
            walk.until(walk.slot() + 1);
        }
        assertThat(walk.time(walk.slot())).isGreaterThan(until);
        assertThat(delegate().suspendedUntil()).isEqualTo(walk.time(walk.slot()).plusMillis(8 * UNIT));
    }

    @Test
    void dpos_4_a_block_in_a_slot_of_a_suspended_delegate_is_refused() {
        walk.finalAfter(1).silence(idle).until(13);
        long slot = 14;
        while (!walk.delegate(slot).equals(idle) || walk.isExtra(slot)) {
            slot++;
        }
        assertThat(walk.check(slot))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.rule()).isEqualTo(DposRules.OUT));
        walk.wake(idle).until(60);
        assertThat(delegate().missesInRow()).isZero();
        assertThat(walk.content().delegates().stream().filter(Delegate::produced))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void a_delegate_that_builds_in_between_is_not_suspended() {
        walk.finalAfter(1);
        for (int round = 0; round < 10; round++) {
            if (round % 2 == 0) {
                walk.silence(idle);
            } else {
                walk.wake(idle);
            }
            walk.until(5L * (round + 1));
        }
        assertThat(delegate().suspensions()).isEmpty();
    }

    @Test
    void misses_count_once_they_are_final_and_not_before() {
        walk.silence(idle).until(60);
        assertThat(delegate().missesInRow()).as("nothing is final").isZero();
        assertThat(walk.content().attendance()).hasSize(11);
        walk.finalAfter(1).until(64);
        assertThat(delegate().suspensions()).hasSize(1);
        assertThat(delegate().missesInRow())
                .as("what it missed before counts once")
                .isZero();
        assertThat(walk.content().attendance()).isEmpty();
    }

    @Test
    void what_nobody_makes_final_is_not_remembered_for_ever() {
        walk.silence(idle).until(5 * 200);
        assertThat(walk.content().attendance()).hasSize(Attendance.ROUNDS_MAX);
    }

    @Test
    void rounds_without_blocks_are_nobodys_miss() {
        walk.finalAfter(1).until(7).skipTo(5 * 100 + 1).until(5 * 101);
        assertThat(walk.content().delegates())
                .allMatch(delegate -> delegate.suspensions().isEmpty());
    }

    @Test
    void a_quorum_always_builds_however_many_miss() {
        for (int n : List.of(4, 7, 17)) {
            Walk many = walk(n, 1_000).finalAfter(1);
            int outMax = RoundChange.outMax(many.content().set());
            for (int i = 0; i < n - 1; i++) {
                many.silence(many.content().set().producers().get(i).address());
            }
            int most = 0;
            for (long slot = 1; slot <= 8L * (n + 1); slot++) {
                many.until(slot);
                int out = Verdicts.out(many.content().delegates(), many.time(slot));
                assertThat(out).as("out of %s in slot %s", n, slot).isLessThanOrEqualTo(outMax);
                most = Math.max(most, out);
            }
            assertThat(most).as("most that were out of %s at once", n).isEqualTo(outMax);
            assertThat(many.state().producers().size())
                    .as("votes are not touched")
                    .isEqualTo(n);
        }
    }

    @Test
    void suspensions_are_forgotten_after_four_terms_and_grow_to_the_sixth() {
        Delegate delegate = Delegate.newcomer(new Hash(0, 0, 0, 1));
        Timestamp now = new Timestamp(1_000);
        for (int k = 1; k <= 9; k++) {
            delegate = delegate.suspended(3, now, 10);
            assertThat(delegate.suspendedUntil().millis() - 1_000).isEqualTo(10L << (Math.min(k, 6) + 1));
        }
        assertThat(delegate.suspended(6, now, 10).suspensions()).hasSize(6);
        assertThat(delegate.suspended(7, now, 10).suspensions()).containsExactly(7L);
    }

    @Test
    void who_is_out_beyond_a_smaller_sets_limit_builds_again() {
        Timestamp now = new Timestamp(100);
        Delegate fresh = Delegate.newcomer(new Hash(0, 0, 0, 1));
        Delegate shortly = fresh.suspended(1, now, 1);
        Delegate longer = fresh.suspended(1, now, 10);
        Delegate jailed = fresh.jailed(new Timestamp(101));
        List<Delegate> left = Verdicts.pardonBeyond(1, List.of(longer, jailed, shortly, fresh), now);
        assertThat(left).containsExactly(longer.pardoned(), jailed, shortly.pardoned(), fresh);
        assertThat(Verdicts.pardonBeyond(3, List.of(longer, jailed, shortly, fresh), now))
                .containsExactly(longer, jailed, shortly, fresh);
    }

    private Delegate delegate() {
        return walk.content()
                .delegates()
                .get(walk.content().set().positionOf(idle).orElseThrow());
    }

    private static Walk walk(int n, long rounds) {
        return new Walk(new DposParameters(
                TestProducers.count(Walk.SUITE, n).set(),
                rounds,
                Growth.FREE,
                UNIT,
                DposParameters.EVIDENCE_MILLIS,
                DposParameters.EVIDENCE_MILLIS,
                List.of()));
    }
}
