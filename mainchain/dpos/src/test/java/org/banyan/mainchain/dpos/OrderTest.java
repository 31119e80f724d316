package org.banyan.mainchain.dpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

/** Formulas O1 and O2: who builds when, from the order and the signature values before. */
class OrderTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    private static final int D = 3;

    @Test
    void v01_the_whitepapers_figure_four_delegates_and_their_third_round() {
        // round 2 is C, B, D, A and their signature values mod 4 are C 0, B 0, D 2, A 2
        Order third = Order.next(List.of(C, B, D, A), signatures(2, 0, 0, 2));
        assertThat(third.places()).containsExactly(C, B, D, A);
        assertThat(third.extra())
                .as("the extra slot of round 3: C's value mod 4")
                .isEqualTo(A);
    }

    @Test
    void v01_the_extra_slot_is_the_delegate_at_the_first_ones_value_mod_n() {
        for (int value = 0; value < 4; value++) {
            assertThat(Order.next(List.of(C, B, D, A), signatures(2, 0, 4 + value, 2))
                            .extra())
                    .isEqualTo(value);
        }
    }

    @Test
    void on_a_conflict_the_newcomer_takes_the_next_free_place_and_wraps() {
        assertThat(Order.next(List.of(A, B, C, D), signatures(3, 3, 3, 3)).places())
                .containsExactly(B, C, D, A);
        assertThat(Order.next(List.of(D, C, B, A), signatures(0, 1, 1, 2)).places())
                .as("walked in the current order: D to 2, C to 1, B next to 3, A to 0")
                .containsExactly(A, C, D, B);
    }

    @Test
    void every_order_is_a_permutation() {
        SplittableRandom random = new SplittableRandom(5);
        for (int n : List.of(1, 2, 3, 4, 7, 17, 21, 100)) {
            List<Integer> walked = Order.byAddress(n).places();
            for (int round = 0; round < 200; round++) {
                List<Hash> signatures = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    signatures.add(new Hash(random.nextLong(), 0, 0, random.nextLong()));
                }
                Order next = Order.next(walked, signatures);
                assertThat(next.places().stream().sorted().toList())
                        .isEqualTo(IntStream.range(0, n).boxed().toList());
                assertThat(next.extra()).isBetween(0, n - 1);
                walked = next.places();
            }
        }
    }

    @Test
    void what_is_no_order_cannot_be_read_as_one() {
        assertThatThrownBy(() -> new Order(List.of(0, 0), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Order(List.of(0, 2), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Order(List.of(1, 0), 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Order(List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** By delegate, A first. */
    private static List<Hash> signatures(long... values) {
        List<Hash> signatures = new ArrayList<>();
        for (long value : values) {
            signatures.add(new Hash(0, 0, 0, value));
        }
        return signatures;
    }
}
