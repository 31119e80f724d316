package org.banyan.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawTest {
    private static final int ACCOUNTS = 50;
    private static final int MANY = 20_000;
    private static final long UNITS = 100;
    private static final int CELLS = 5_000;

    private static List<Operation> draw(Workload workload, double skew, long seed) {
        return draw(workload, skew, seed, 10);
    }

    private static List<Operation> draw(Workload workload, double skew, long seed, int wrongPercent) {
        CallShape calls = new CallShape(UNITS, CELLS, wrongPercent);
        return new Draw(new LoadPlan(workload, skew, calls, ACCOUNTS, MANY, 0, 1, 1, 1, seed)).next(MANY);
    }

    private static long sentBy(List<Operation> operations, int account) {
        return operations.stream()
                .filter(operation -> operation.sender() == account)
                .count();
    }

    private static double share(List<Operation> operations, Operation.Kind kind) {
        return (double) operations.stream()
                        .filter(operation -> operation.kind() == kind)
                        .count()
                / operations.size();
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void the_same_seed_draws_the_same_operations_and_another_seed_others(Workload workload) {
        assertThat(draw(workload, 1, 7)).isEqualTo(draw(workload, 1, 7)).isNotEqualTo(draw(workload, 1, 8));
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void accounts_are_those_given_and_nobody_deals_with_itself(Workload workload) {
        assertThat(draw(workload, 1, 3))
                .allMatch(each -> each.sender() >= 0 && each.sender() < ACCOUNTS)
                .allMatch(each -> each.counterpart() >= 0 && each.counterpart() < ACCOUNTS)
                .allMatch(each -> each.sender() != each.counterpart());
    }

    @Test
    void plain_transfers_use_all_accounts_alike() {
        List<Operation> operations = draw(Workload.TRANSFERS, 1, 11);
        for (int account = 0; account < ACCOUNTS; account++) {
            assertThat(sentBy(operations, account)).isBetween(MANY / ACCOUNTS / 2L, MANY / ACCOUNTS * 2L);
        }
    }

    @Test
    void the_account_of_rank_r_takes_part_with_weight_one_over_r_to_the_skew() {
        List<Operation> flat = draw(Workload.ZIPF, 0, 5);
        List<Operation> usual = draw(Workload.ZIPF, 1, 5);
        List<Operation> steep = draw(Workload.ZIPF, 2, 5);

        assertThat((double) sentBy(flat, 0) / sentBy(flat, 3)).isCloseTo(1, within(0.25));
        assertThat((double) sentBy(usual, 0) / sentBy(usual, 3)).isCloseTo(4, within(0.8));
        assertThat((double) sentBy(steep, 0) / sentBy(steep, 3)).isCloseTo(16, within(6.0));
    }

    @Test
    void a_hot_account_is_on_its_side_of_every_transfer() {
        assertThat(draw(Workload.HOT_CREDIT, 1, 2)).allMatch(each -> each.counterpart() == 0);
        assertThat(draw(Workload.HOT_DEBIT, 1, 2)).allMatch(each -> each.sender() == 0);
    }

    @Test
    void a_mix_is_three_transfers_approval_and_transfer_from_allowance_in_five() {
        List<Operation> operations = draw(Workload.MIXED, 1, 9);

        assertThat(share(operations, Operation.Kind.TRANSFER)).isCloseTo(0.6, within(0.02));
        assertThat(share(operations, Operation.Kind.APPROVE)).isCloseTo(0.2, within(0.02));
        assertThat(share(operations, Operation.Kind.TRANSFER_FROM)).isCloseTo(0.2, within(0.02));
    }

    @Test
    void an_approval_of_a_mix_never_replaces_an_allowance_that_the_mix_spends() {
        for (Operation operation : draw(Workload.MIXED, 1, 9)) {
            boolean fromTheOneBefore = operation.counterpart() == (operation.sender() + ACCOUNTS - 1) % ACCOUNTS;
            boolean toTheOneAfter = operation.counterpart() == (operation.sender() + 1) % ACCOUNTS;
            assertThat(operation.kind() == Operation.Kind.TRANSFER_FROM && !fromTheOneBefore)
                    .isFalse();
            assertThat(operation.kind() == Operation.Kind.APPROVE && toTheOneAfter)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Workload.class,
            names = {"CALLS", "CALLS_WIDE", "CALLS_UNDECLARED"})
    void calls_apart_share_no_cell_before_all_had_their_turn(Workload workload) {
        List<Operation> operations = draw(workload, 1, 4);
        for (int from = 0; from < MANY; from += CELLS / 2) {
            assertThat(operations.subList(from, from + CELLS / 2).stream()
                            .flatMap(each -> Stream.of(each.first(), each.second())))
                    .doesNotHaveDuplicates()
                    .hasSize(CELLS);
        }
        assertThat(operations).allMatch(each -> each.units() == UNITS);
    }

    @Test
    void a_chain_has_each_call_read_what_the_one_before_wrote() {
        List<Operation> operations = draw(Workload.CALLS_CHAIN, 1, 4);
        for (int i = 1; i < MANY; i++) {
            assertThat(operations.get(i).first())
                    .isEqualTo(operations.get(i - 1).second());
        }
    }

    @Test
    void the_asked_for_share_of_calls_declares_another_cell_than_it_touches() {
        assertThat(lies(0)).isZero();
        assertThat(lies(10)).isCloseTo(0.1, within(0.01));
        assertThat(lies(100)).isEqualTo(1);
    }

    private static double lies(int percent) {
        return (double) draw(Workload.CALLS_WRONG, 1, 6, percent).stream()
                        .filter(each -> each.first() != each.second())
                        .count()
                / MANY;
    }

    @Test
    void skewed_calls_meet_on_few_cells_and_never_name_one_twice() {
        List<Operation> operations = draw(Workload.CALLS_ZIPF, 1, 6);

        assertThat(operations)
                .allMatch(each -> each.first() != each.second() && each.first() < CELLS && each.second() < CELLS);
        assertThat(operations.stream().filter(each -> each.first() == 0).count())
                .as("of 20,000 draws with weight 1 of about 9.1")
                .isBetween(1_900L, 2_500L);
    }

    @Test
    void a_mix_of_calls_is_three_transfers_a_token_and_a_call_of_varying_work_in_five() {
        List<Operation> operations = draw(Workload.CALLS_MIXED, 1, 9);

        assertThat(share(operations, Operation.Kind.TRANSFER)).isCloseTo(0.6, within(0.02));
        assertThat(share(operations, Operation.Kind.SEND)).isCloseTo(0.2, within(0.02));
        assertThat(share(operations, Operation.Kind.BURN)).isCloseTo(0.2, within(0.02));
        assertThat(operations.stream()
                        .filter(each -> each.kind() == Operation.Kind.BURN)
                        .mapToLong(Operation::units)
                        .summaryStatistics())
                .matches(units -> units.getMin() == UNITS && units.getMax() == 250, "from 100 to 250");
    }
}
