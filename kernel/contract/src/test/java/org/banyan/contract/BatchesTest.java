package org.banyan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    private final List<Long> charged = new ArrayList<>();
    private final List<Integer> seen = new ArrayList<>();
    private final Batches batches = new Batches(charged::add, BatchRunner.SEQUENTIAL);

    private int twice(int record) {
        seen.add(record);
        return 2 * record;
    }

    @Test
    void contract_51_results_are_in_the_order_of_the_records() {
        assertThat(batches.map(TEN, record -> 1, this::twice)).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
    }

    @Test
    void contract_50_a_batch_is_paid_for_as_a_whole_before_its_first_record_is_looked_at() {
        Batches poor = new Batches(
                units -> {
                    throw new ContractFailure(CommonFailure.OUT_OF_COST, "needs " + units);
                },
                BatchRunner.SEQUENTIAL);

        assertThatThrownBy(() -> poor.map(TEN, record -> 100 + record, this::twice))
                .hasMessage("needs 1045");
        assertThat(seen).isEmpty();
    }

    @Test
    void costs_that_pass_every_limit_are_charged_as_the_greatest_one() {
        batches.map(TEN, record -> Long.MAX_VALUE / 2, this::twice);

        assertThat(charged).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void a_negative_cost_is_a_fault_and_nothing_is_charged() {
        assertThatThrownBy(() -> batches.map(TEN, record -> -1, this::twice))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(charged).isEmpty();
    }

    @Test
    void more_records_than_the_limit_are_refused_before_they_are_paid_for() {
        List<Integer> many = Collections.nCopies(Batches.RECORDS_MAX + 1, 7);

        assertThatThrownBy(() -> batches.map(many, record -> 1, this::twice))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failed -> assertThat(failed.code()).isEqualTo(CommonFailure.LIMIT_EXCEEDED));
        assertThat(charged).isEmpty();
    }

    @Test
    void contract_52_an_aggregate_adds_results_one_after_the_other_so_that_the_sum_may_depend_on_it() {
        String sum = batches.aggregate(
                TEN, record -> 1, "", record -> Integer.toString(record), (sofar, next) -> "(" + sofar + next + ")");

        assertThat(sum).isEqualTo("((((((((((0)1)2)3)4)5)6)7)8)9)");
    }

    @Test
    void contract_52_a_search_stops_at_the_first_match_and_never_meets_a_later_failure() {
        assertThat(batches.<Integer>contains(TEN, record -> 1, record -> {
                    if (record > 5) {
                        throw new IllegalStateException("too far");
                    }
                    return record == 5;
                }))
                .isTrue();
        assertThat(batches.<Integer>contains(TEN, record -> 1, record -> record == 10))
                .isFalse();
        assertThat(charged).containsExactly(10L, 10L);
    }

    @Test
    void nothing_over_no_records_costs_nothing() {
        assertThat(batches.<Integer, Integer>map(List.of(), record -> 1, this::twice))
                .isEmpty();
        assertThat(batches.<Integer>contains(List.of(), record -> 1, record -> true))
                .isFalse();
        assertThat(charged).containsExactly(0L, 0L);
    }
}
