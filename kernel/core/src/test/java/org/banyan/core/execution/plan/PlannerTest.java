package org.banyan.core.execution.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.core.state.StateKey;
import org.banyan.testkit.world.Entropy;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Address CONTRACT = new Address(new Hash(1, 2, 3, 4));
    private static final Address OTHER = new Address(new Hash(4, 3, 2, 1));

    /** So low that everything is worth a plan and a split. */
    private static final Planner.Thresholds EAGER = new Planner.Thresholds(1, 1, 0);

    private static KeyUse use(Mode mode, String key) {
        return new KeyUse(new StateKey(CONTRACT, Bytes.utf8(key)), mode, false);
    }

    private static KeyUse range(Mode mode, String prefix) {
        return new KeyUse(new StateKey(CONTRACT, Bytes.utf8(prefix)), mode, true);
    }

    private static Expected expect(long cost, KeyUse... uses) {
        return new Expected(List.of(uses), cost, false);
    }

    private static BlockPlan plan(int workers, Expected... transactions) {
        return Planner.plan(List.of(transactions), workers, EAGER);
    }

    private static int groups(Expected... transactions) {
        return plan(2, transactions).groups().count();
    }

    // Groups

    @Test
    void transactions_that_share_a_written_key_are_one_group() {
        assertThat(groups(
                        expect(1, use(Mode.WRITE, "a")),
                        expect(1, use(Mode.READ, "a")),
                        expect(1, use(Mode.WRITE, "b"))))
                .isEqualTo(2);
    }

    @Test
    void readers_of_a_key_that_nobody_writes_stay_apart() {
        assertThat(groups(expect(1, use(Mode.READ, "a")), expect(1, use(Mode.READ, "a"))))
                .isEqualTo(2);
    }

    @Test
    void additions_and_takings_of_one_amount_stay_apart_until_somebody_reads_it() {
        var moves = List.of(expect(1, use(Mode.ADD, "a")), expect(1, use(Mode.TAKE, "a")));
        assertThat(Planner.plan(moves, 2, EAGER).groups().count()).isEqualTo(2);

        var read = new ArrayList<>(moves);
        read.add(expect(1, use(Mode.READ, "a")));
        assertThat(Planner.plan(read, 2, EAGER).groups().count()).isEqualTo(1);
    }

    @Test
    void a_range_joins_those_who_write_below_it_and_nobody_else() {
        assertThat(groups(
                        expect(1, range(Mode.READ, "a/")),
                        expect(1, use(Mode.WRITE, "a/1")),
                        expect(1, use(Mode.ADD, "a/2")),
                        expect(1, use(Mode.READ, "a/3")),
                        expect(1, use(Mode.WRITE, "b/1"))))
                .as("the reader below and the writer beside stay apart")
                .isEqualTo(3);
    }

    @Test
    void ranges_meet_when_one_is_in_the_other_and_one_of_them_is_written() {
        assertThat(groups(expect(1, range(Mode.READ, "a/")), expect(1, range(Mode.READ, "a/b/"))))
                .isEqualTo(2);
        assertThat(groups(expect(1, range(Mode.WRITE, "a/b/")), expect(1, range(Mode.READ, "a/"))))
                .isEqualTo(1);
        assertThat(groups(expect(1, range(Mode.WRITE, "a/b/")), expect(1, range(Mode.READ, "a/c/"))))
                .isEqualTo(2);
        assertThat(groups(expect(1, range(Mode.WRITE, "a/")), expect(1, range(Mode.WRITE, "a/"))))
                .isEqualTo(1);
    }

    @Test
    void a_range_that_ends_inside_another_goes_on_with_the_outer_one() {
        assertThat(groups(
                        expect(1, range(Mode.READ, "a")),
                        expect(1, range(Mode.READ, "ab")),
                        expect(1, use(Mode.WRITE, "ac"))))
                .as("the key is behind the inner range and still in the outer one")
                .isEqualTo(2);
    }

    @Test
    void what_follows_the_first_transaction_of_the_serial_lane_is_the_serial_tail() {
        BlockPlan plan = plan(
                2, expect(1, use(Mode.WRITE, "a")), new Expected(List.of(), 1, true), expect(1, use(Mode.WRITE, "b")));

        assertThat(plan.serialFrom()).isEqualTo(1);
        assertThat(plan.tasks()).hasSize(1);
    }

    // Splitting

    @Test
    void a_group_held_together_by_one_hot_key_is_split_by_who_waits_for_whom() {
        List<Expected> transactions = new ArrayList<>();
        transactions.add(expect(100, use(Mode.WRITE, "price")));
        for (int i = 0; i < 40; i++) {
            transactions.add(expect(100, use(Mode.READ, "price"), use(Mode.WRITE, "order " + i)));
        }
        BlockPlan plan = Planner.plan(transactions, 4, EAGER);

        assertThat(plan.groups().splitGroups()).isEqualTo(1);
        assertThat(plan.groups().criticalPath()).isEqualTo(200);
        assertThat(plan.slots()).contains(use(Mode.READ, "price").key());
        assertThat(plan.makespan(4)).as("the writer, then ten rounds of four").isEqualTo(1_100);
        assertThat(plan.groups().conflictKeys().getFirst().transactions()).isEqualTo(41);
    }

    @Test
    void a_chain_of_writers_is_not_split() {
        Expected[] chain = IntStream.range(0, 40)
                .mapToObj(i -> expect(100, use(Mode.WRITE, "counter")))
                .toArray(Expected[]::new);
        BlockPlan plan = plan(4, chain);

        assertThat(plan.groups().splitGroups()).isZero();
        assertThat(plan.tasks()).hasSize(1);
    }

    @Test
    void a_group_with_a_range_is_never_split() {
        List<Expected> transactions = new ArrayList<>();
        transactions.add(expect(100, range(Mode.WRITE, "o")));
        for (int i = 0; i < 40; i++) {
            transactions.add(expect(100, use(Mode.WRITE, "order " + i)));
        }
        BlockPlan plan = Planner.plan(transactions, 4, EAGER);

        assertThat(plan.groups().splitGroups()).isZero();
        assertThat(plan.tasks()).hasSize(1);
    }

    // Packing

    @Test
    void packing_never_takes_longer_than_largest_first() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new Entropy(seed).stream("packing");
            int workers = 2 + random.nextInt(7);
            List<Expected> singles = new ArrayList<>();
            for (int i = 1 + random.nextInt(200); i > 0; i--) {
                long cost = random.nextInt(8) == 0 ? 1 + random.nextInt(2_000) : 1 + random.nextInt(100);
                singles.add(expect(cost, use(Mode.WRITE, "key " + i)));
            }
            assertThat(Planner.plan(singles, workers, EAGER).makespan(workers))
                    .as("seed " + seed)
                    .isLessThanOrEqualTo(largestFirst(singles, workers));
        }
    }

    private static long largestFirst(List<Expected> singles, int workers) {
        PriorityQueue<Long> loads = new PriorityQueue<>();
        for (int i = 0; i < workers; i++) {
            loads.add(0L);
        }
        singles.stream()
                .map(Expected::cost)
                .sorted(Comparator.reverseOrder())
                .forEach(cost -> loads.add(loads.remove() + cost));
        return loads.stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    // Everything together

    @Test
    void every_plan_keeps_the_order_of_conflicts_is_the_same_again_and_is_as_short_as_a_list_schedule() {
        int split = 0;
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new Entropy(seed).stream("plan");
            List<Expected> transactions = transactions(random);
            int workers = 1 + random.nextInt(8);
            BlockPlan plan = Planner.plan(transactions, workers, EAGER);

            assertThat(Planner.plan(transactions, workers, EAGER))
                    .as("seed " + seed)
                    .isEqualTo(plan);
            keepsOrder(plan, transactions, seed);
            long longest = longestChain(plan);
            long total = plan.groups().total();
            assertThat(plan.makespan(workers))
                    .as("seed " + seed)
                    .isBetween(Math.max(longest, total / workers), total / workers + longest);
            split += plan.groups().splitGroups();
        }
        assertThat(split).as("groups that were split").isGreaterThan(20);
    }

    private static List<Expected> transactions(SplittableRandom random) {
        int keys = 1 + random.nextInt(80);
        boolean ranges = random.nextInt(4) == 0;
        List<Expected> transactions = new ArrayList<>();
        for (int i = 1 + random.nextInt(80); i > 0; i--) {
            List<KeyUse> uses = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                String key = "k" + random.nextInt(1 + random.nextInt(keys));
                Mode mode = random.nextInt(3) > 0 ? Mode.READ : Mode.values()[random.nextInt(4)];
                uses.add(
                        ranges && random.nextInt(10) == 0
                                ? range(mode, key.substring(0, 2))
                                : new KeyUse(
                                        new StateKey(random.nextInt(9) == 0 ? OTHER : CONTRACT, Bytes.utf8(key)),
                                        mode,
                                        false));
            }
            transactions.add(new Expected(uses, 1 + random.nextInt(100), false));
        }
        return transactions;
    }

    private static void keepsOrder(BlockPlan plan, List<Expected> transactions, long seed) {
        Map<Integer, Integer> taskOf = new LinkedHashMap<>();
        int tasks = plan.tasks().size();
        boolean[][] before = new boolean[tasks][tasks];
        for (int task = 0; task < tasks; task++) {
            for (int transaction : plan.tasks().get(task).transactions()) {
                assertThat(taskOf.put(transaction, task)).as("seed " + seed).isNull();
            }
        }
        for (int task = tasks - 1; task >= 0; task--) {
            for (int next : plan.tasks().get(task).successors()) {
                assertThat(next)
                        .as("seed " + seed + ": a task behind its predecessors")
                        .isGreaterThan(task);
                before[task][next] = true;
                for (int later = 0; later < tasks; later++) {
                    before[task][later] |= before[next][later];
                }
            }
        }
        assertThat(taskOf).as("seed " + seed).hasSize(transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            for (int j = i + 1; j < transactions.size(); j++) {
                int one = Objects.requireNonNull(taskOf.get(i));
                int other = Objects.requireNonNull(taskOf.get(j));
                if (one != other && conflict(transactions.get(i), transactions.get(j))) {
                    assertThat(before[one][other])
                            .as("seed " + seed + ": " + j + " waits for " + i)
                            .isTrue();
                }
            }
        }
    }

    private static boolean conflict(Expected one, Expected other) {
        return one.uses().stream().anyMatch(mine -> other.uses().stream().anyMatch(theirs -> conflict(mine, theirs)));
    }

    private static boolean conflict(KeyUse one, KeyUse other) {
        boolean meet = one.key().contract().equals(other.key().contract())
                && (one.prefix() && other.key().key().startsWith(one.key().key())
                        || other.prefix()
                                && one.key().key().startsWith(other.key().key())
                        || one.key().equals(other.key()));
        boolean ranges = one.prefix() || other.prefix();
        boolean writes = one.mode() != Mode.READ || other.mode() != Mode.READ;
        return meet && writes && (ranges || !(one.moves() && other.moves()));
    }

    private static long longestChain(BlockPlan plan) {
        long[] from = new long[plan.tasks().size()];
        long longest = 0;
        for (int task = from.length - 1; task >= 0; task--) {
            for (int next : plan.tasks().get(task).successors()) {
                from[task] = Math.max(from[task], from[next]);
            }
            from[task] += plan.tasks().get(task).cost();
            longest = Math.max(longest, from[task]);
        }
        return longest;
    }

    // Bounded work

    @Test
    void ten_thousand_readers_of_whole_ranges_are_planned_in_one_walk() {
        List<Expected> transactions = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            transactions.add(expect(1, range(Mode.READ, ""), use(Mode.READ, "key " + i), use(Mode.READ, "k" + i)));
        }
        long before = System.nanoTime();
        BlockPlan plan = Planner.plan(transactions, 4, EAGER);

        assertThat(plan.groups().count()).isEqualTo(10_000);
        assertThat((System.nanoTime() - before) / 1_000_000)
                .as("milliseconds; comparing each range with each key takes tens of seconds")
                .isLessThan(5_000);
    }
}
