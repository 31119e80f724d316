package org.banyan.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawTest {
    private static final int ACCOUNTS = 50;
    private static final int MANY = 20_000;

    private static List<Operation> draw(Workload workload, double skew, long seed) {
        return new Draw(workload, ACCOUNTS, skew, seed).next(MANY);
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
}
