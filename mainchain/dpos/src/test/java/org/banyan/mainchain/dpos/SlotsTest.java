package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.consensus.ChildFacts;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.junit.jupiter.api.Test;

/** Formulas S1 and S2, rules DPOS-1 to DPOS-3: time, slots and rounds. */
class SlotsTest {
    private final Walk walk = Walk.of(4);

    @Test
    void a_round_gives_each_delegate_one_slot_and_one_of_them_an_extra_one() {
        walk.until(100);
        for (long round = 0; round < 20; round++) {
            Walk again = Walk.of(4).until(5 * round);
            TreeMap<Address, Integer> slots = new TreeMap<>();
            for (long slot = 5 * round + 1; slot <= 5 * round + 5; slot++) {
                slots.merge(again.delegate(slot), 1, Integer::sum);
                assertThat(again.state().at(slot).entered().round()).isEqualTo(round + 1);
                assertThat(again.isExtra(slot)).isEqualTo(slot == 5 * round + 5);
            }
            assertThat(slots.values()).containsExactlyInAnyOrder(1, 1, 1, 2);
        }
        assertThat(walk.height()).as("a block in every slot").isEqualTo(100);
    }

    @Test
    void dpos_1_a_time_that_is_not_the_start_of_a_slot_is_refused() {
        for (long off : List.of(1L, Walk.SLOT - 1)) {
            refused(DposRules.SLOT_START, Walk.GENESIS.plusMillis(Walk.SLOT + off), Bytes.EMPTY);
        }
        refused(DposRules.SLOT_START, new Timestamp(Walk.GENESIS.millis() - Walk.SLOT), Bytes.EMPTY);
    }

    @Test
    void dpos_2_a_slot_that_is_not_later_than_the_parents_is_refused() {
        walk.until(7);
        refused(DposRules.SLOT_ORDER, walk.time(7), Bytes.EMPTY);
        refused(DposRules.SLOT_ORDER, walk.time(6), Bytes.EMPTY);
        for (long slot : List.of(8L, 9L, 17L, 600L)) {
            assertThat(walk.check(slot)).as("slots may be skipped").isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void dpos_3_data_that_is_not_canonical_is_refused() {
        Bytes honest = walk.facts(1, walk.data(1, Optional.empty())).data();
        for (Bytes data : List.of(
                Bytes.fromHex("00"),
                Bytes.fromHex("0a00"),
                honest.slice(0, honest.size() - 1),
                Bytes.concat(honest, Bytes.fromHex("2801")))) {
            refused(DposRules.DATA, walk.time(1), data);
        }
    }

    @Test
    void who_builds_in_a_round_does_not_depend_on_who_builds_in_it() {
        walk.until(20);
        List<Address> planned =
                List.of(21L, 22L, 23L, 24L, 25L).stream().map(walk::delegate).toList();
        Walk other = Walk.of(4).until(20);
        for (long slot = 21; slot <= 25; slot++) {
            if (slot % 2 == 0) {
                other.skipTo(slot).until(slot);
            }
            walk.until(slot);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(Walk.of(4).until(20).delegate(21 + i)).isEqualTo(planned.get(i));
        }
        assertThat(other.content().order()).isEqualTo(walk.content().order());
    }

    private void refused(RuleId rule, Timestamp time, Bytes data) {
        ChildFacts good = walk.facts(walk.slot() + 1, HeaderData.NONE);
        Verdict verdict = walk.state()
                .check(new ChildFacts(
                        good.height(),
                        good.parent(),
                        good.parentTime(),
                        time,
                        data,
                        good.finalHeight(),
                        good.finalBlock()));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.rule()).isEqualTo(rule));
    }
}
