package org.banyan.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import org.banyan.testkit.world.Entropy;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class JoinTest {
    private static final StateKey KEY = new StateKey(new Address(new Hash(1, 2, 3, 4)), Bytes.utf8("amount"));
    private static final SequencedSet<StateKey> NONE_APART = new LinkedHashSet<>();

    private final Overlay state = new Overlay(new Nothing());

    private record Nothing() implements StateView {
        @Override
        public Optional<Bytes> get(StateKey key) {
            return Optional.empty();
        }

        @Override
        public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {}

        @Override
        public StateView shared() {
            return this;
        }
    }

    private Overlay worker() {
        return Overlay.joinable(state.shared());
    }

    private void startWith(Amount amount) {
        state.put(KEY, amount.toBytes());
    }

    private List<StateKey> unordered(Overlay... workers) {
        return new Join(state, List.of(workers), NONE_APART).unordered();
    }

    @Test
    void moves_that_go_the_same_way_in_any_order_are_added_up() {
        startWith(Amount.of(100));
        Overlay one = worker();
        Overlay other = worker();
        one.add(KEY, Amount.of(7));
        assertThat(other.take(KEY, Amount.of(40))).isTrue();
        assertThat(one.take(KEY, Amount.of(30))).isTrue();

        Join join = new Join(state, List.of(one, other), NONE_APART);

        assertThat(join.unordered()).isEmpty();
        join.apply();
        assertThat(Overlay.amount(state.get(KEY))).isEqualTo(Amount.of(37));
    }

    @Test
    void takings_that_the_start_does_not_cover_together_need_their_order() {
        startWith(Amount.of(100));
        Overlay one = worker();
        Overlay other = worker();
        assertThat(one.take(KEY, Amount.of(60))).isTrue();
        assertThat(other.take(KEY, Amount.of(60))).isTrue();

        assertThat(unordered(one, other)).containsExactly(KEY);
    }

    @Test
    void a_refused_taking_that_another_workers_addition_might_have_covered_needs_its_order() {
        Overlay one = worker();
        Overlay other = worker();
        assertThat(one.take(KEY, Amount.of(10))).isFalse();
        other.add(KEY, Amount.of(10));

        assertThat(unordered(one, other)).containsExactly(KEY);
    }

    @Test
    void a_taking_that_leaned_on_an_addition_that_was_rolled_back_counts_as_seen() {
        startWith(Amount.of(5));
        Overlay one = worker();
        Overlay other = worker();
        int mark = one.mark();
        one.add(KEY, Amount.of(10));
        assertThat(one.take(KEY, Amount.of(12))).isTrue();
        one.rollback(mark);
        assertThat(other.take(KEY, Amount.of(4))).isTrue();

        assertThat(unordered(one, other))
                .as("with 4 taken before, the taking of 12 would have been refused")
                .containsExactly(KEY);
    }

    @Test
    void an_addition_that_overflowed_needs_its_order_even_when_nothing_of_it_is_left() {
        startWith(Amount.MAX);
        Overlay one = worker();
        Overlay other = worker();
        assertThatThrownBy(() -> one.add(KEY, Amount.of(5))).isInstanceOf(ArithmeticException.class);
        assertThat(other.take(KEY, Amount.of(10))).isTrue();

        assertThat(unordered(one, other))
                .as("behind the taking, the addition fits")
                .containsExactly(KEY);
    }

    @Test
    void additions_that_overflow_only_together_need_their_order() {
        startWith(Amount.MAX.minus(Amount.of(10)));
        Overlay one = worker();
        Overlay other = worker();
        one.add(KEY, Amount.of(6));
        other.add(KEY, Amount.of(6));

        assertThat(unordered(one, other)).containsExactly(KEY);
    }

    @Test
    void sums_beyond_the_largest_amount_need_their_order() {
        startWith(Amount.MAX);
        Overlay one = worker();
        for (int i = 0; i < 3; i++) {
            assertThat(one.take(KEY, Amount.MAX)).isTrue();
            one.add(KEY, Amount.MAX);
        }
        Overlay other = worker();
        assertThat(other.take(KEY, Amount.of(1))).isTrue();

        assertThat(unordered(one, other)).containsExactly(KEY);
    }

    @Test
    void whatever_is_said_to_commute_gives_the_same_in_every_order_of_the_workers() {
        int commuting = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            commuting += commutesRightly(new Entropy(seed).stream("join"), seed) ? 1 : 0;
        }
        assertThat(commuting).as("cases that were joined").isBetween(300, 2_700);
    }

    private record Move(boolean adds, Amount amount) {
        /** What it told: whether it went through. */
        private boolean on(Overlay overlay) {
            if (!adds) {
                return overlay.take(KEY, amount);
            }
            try {
                overlay.add(KEY, amount);
                return true;
            } catch (ArithmeticException overflow) {
                return false;
            }
        }
    }

    /** Amounts around zero, or around the largest there is. */
    private boolean commutesRightly(SplittableRandom random, long seed) {
        boolean large = random.nextBoolean();
        Amount start = large ? Amount.MAX.minus(Amount.of(random.nextInt(30))) : Amount.of(random.nextInt(60));
        List<List<Move>> moves = List.of(moves(random), moves(random), moves(random));
        Overlay base = new Overlay(new Nothing());
        base.put(KEY, start.toBytes());
        List<Overlay> workers =
                moves.stream().map(unused -> Overlay.joinable(base.shared())).toList();
        List<List<Boolean>> told = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            Overlay worker = workers.get(i);
            told.add(moves.get(i).stream().map(move -> move.on(worker)).toList());
        }
        Join join = new Join(base, workers, NONE_APART);
        if (!join.unordered().isEmpty()) {
            return false;
        }
        for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            Overlay sequential = new Overlay(base);
            for (int worker : order) {
                List<Boolean> now = moves.get(worker).stream()
                        .map(move -> move.on(sequential))
                        .toList();
                assertThat(now).as("seed " + seed + ", worker " + worker).isEqualTo(told.get(worker));
            }
        }
        return true;
    }

    private static List<Move> moves(SplittableRandom random) {
        List<Move> moves = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            moves.add(new Move(random.nextInt(3) > 0, Amount.of(random.nextInt(12))));
        }
        return moves;
    }
}
