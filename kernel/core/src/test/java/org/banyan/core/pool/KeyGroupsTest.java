package org.banyan.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.TransactionId;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {
    private static final Address CONTRACT = new Address(new Hash(1, 1, 1, 1));
    private final KeyGroups groups = new KeyGroups();

    private static TransactionId id(int number) {
        return new TransactionId(new Hash(7, 7, 7, number));
    }

    private static KeyUse use(int key, Mode mode) {
        return new KeyUse(new StateKey(CONTRACT, Bytes.utf8("key " + key)), mode, false);
    }

    private static Expected expected(KeyUse... uses) {
        return new Expected(List.of(uses), 100, false);
    }

    private static Expected writes(int... keys) {
        return expected(IntStream.of(keys).mapToObj(key -> use(key, Mode.WRITE)).toArray(KeyUse[]::new));
    }

    @Test
    void those_that_share_a_written_key_are_one_group_and_others_are_not() {
        groups.add(id(1), writes(1, 2));
        groups.add(id(2), writes(3));
        groups.add(id(3), writes(2, 4));
        assertThat(groups.of(id(1))).isEqualTo(groups.of(id(3)));
        assertThat(groups.of(id(2))).isNotEqualTo(groups.of(id(1)));
        assertThat(groups.count(groups.of(id(1)))).isEqualTo(2);
        assertThat(groups.cost(groups.of(id(1)))).isEqualTo(200);
        assertThat(groups.of(id(9))).isEqualTo(KeyGroups.NONE);
    }

    @Test
    void readers_and_moves_of_one_amount_stay_apart_until_somebody_writes_or_reads_the_moves() {
        for (int i = 0; i < 4; i++) {
            groups.add(id(i), expected(use(1, Mode.READ), use(2, i % 2 == 0 ? Mode.ADD : Mode.TAKE)));
        }
        assertThat(IntStream.range(0, 4).map(i -> groups.of(id(i))).distinct()).hasSize(4);
        groups.add(id(5), expected(use(2, Mode.READ)));
        assertThat(IntStream.of(0, 1, 2, 3, 5).map(i -> groups.of(id(i))).distinct())
                .hasSize(1);
        assertThat(groups.count(groups.of(id(0)))).isEqualTo(5);
    }

    @Test
    void a_writer_after_readers_joins_them() {
        groups.add(id(1), expected(use(1, Mode.READ)));
        groups.add(id(2), expected(use(1, Mode.READ)));
        groups.add(id(3), writes(1));
        assertThat(groups.of(id(1))).isEqualTo(groups.of(id(3)));
        assertThat(groups.of(id(2))).isEqualTo(groups.of(id(3)));
    }

    @Test
    void whoever_claims_the_keys_of_everybody_ties_up_nobody_else() {
        for (int i = 0; i < 1_000; i++) {
            groups.add(id(i), writes(i));
        }
        for (int poison = 0; poison < 50; poison++) {
            int[] keys = IntStream.range(poison * 20, poison * 20 + 20).toArray();
            groups.add(id(10_000 + poison), writes(keys));
        }
        assertThat(IntStream.range(0, 1_000).map(i -> groups.of(id(i))).distinct())
                .as("each is still alone")
                .hasSize(1_000);
        assertThat(groups.count(groups.of(id(10_000))))
                .as("the others are counted together")
                .isEqualTo(50);
    }

    @Test
    void whole_ranges_and_many_keys_join_nobody_and_are_not_kept() {
        groups.add(id(1), expected(new KeyUse(new StateKey(CONTRACT, Bytes.EMPTY), Mode.WRITE, true)));
        groups.add(id(2), writes(IntStream.range(0, KeyGroups.USES_MAX + 1).toArray()));
        groups.add(id(3), writes(1));
        assertThat(groups.of(id(1))).isEqualTo(groups.of(id(2))).isNotEqualTo(groups.of(id(3)));
        assertThat(groups.keys()).isEqualTo(1);
    }

    @Test
    void the_keys_kept_are_bounded_however_many_wait() {
        for (int i = 0; i < 10_000; i++) {
            groups.add(id(i), writes(IntStream.range(i * 20, i * 20 + 20).toArray()));
        }
        assertThat(groups.keys()).isBetween(KeyGroups.USES_TOTAL_MAX / 2, KeyGroups.USES_TOTAL_MAX);
        for (int i = 0; i < 10_000; i++) {
            groups.remove(id(i));
        }
        groups.add(id(20_000), writes(1));
        assertThat(groups.count(groups.of(id(20_000)))).isEqualTo(1);
        assertThat(groups.keys()).as("what left is forgotten in time").isLessThan(KeyGroups.USES_TOTAL_MAX);
    }

    @Test
    void one_giant_group_falls_apart_when_what_held_it_together_has_left() {
        for (int i = 0; i < 2_000; i++) {
            groups.add(id(i), writes(0, i + 1));
        }
        assertThat(groups.count(groups.of(id(0)))).isEqualTo(2_000);
        for (int i = 0; i < 2_000; i++) {
            groups.remove(id(i));
        }
        for (int i = 3_000; i < 3_010; i++) {
            groups.add(id(i), writes(i - 2_999));
        }
        assertThat(IntStream.range(3_000, 3_010).map(i -> groups.of(id(i))).distinct())
                .hasSize(10);
    }

    @Test
    void groups_made_as_transactions_come_and_go_hold_all_that_conflict() {
        for (long seed = 1; seed <= 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            KeyGroups made = new KeyGroups();
            Map<Integer, Expected> live = new LinkedHashMap<>();
            for (int step = 0; step < 4_000; step++) {
                if (!live.isEmpty() && random.nextInt(3) == 0) {
                    int gone = new ArrayList<>(live.keySet()).get(random.nextInt(live.size()));
                    live.remove(gone);
                    made.remove(id(gone));
                } else {
                    Expected one = expected(
                            use(random.nextInt(5_000), Mode.values()[random.nextInt(Mode.values().length)]),
                            use(random.nextInt(5_000), Mode.WRITE));
                    live.put(step, one);
                    made.add(id(step), one);
                }
            }
            assertConflictsAreTogether(made, live, seed);
        }
    }

    private static void assertConflictsAreTogether(KeyGroups made, Map<Integer, Expected> live, long seed) {
        Map<StateKey, List<Integer>> writers = new LinkedHashMap<>();
        live.forEach((number, expected) -> expected.uses().stream()
                .filter(use -> use.mode() == Mode.WRITE)
                .forEach(use -> writers.computeIfAbsent(use.key(), unused -> new ArrayList<>())
                        .add(number)));
        int wide = 0;
        for (List<Integer> together : writers.values()) {
            for (int number : together) {
                boolean isWide = made.of(id(number)) == 0;
                wide += isWide ? 1 : 0;
                boolean firstIsWide = made.of(id(together.getFirst())) == 0;
                if (!isWide && !firstIsWide) {
                    assertThat(made.of(id(number)))
                            .as("seed %d, transactions %s", seed, together)
                            .isEqualTo(made.of(id(together.getFirst())));
                }
            }
        }
        assertThat(wide).as("seed %d", seed).isLessThan(live.size() / 10);
    }
}
