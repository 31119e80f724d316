package org.banyan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class ContractContextTest {
    @Test
    void contract_2_no_operation_on_state_can_name_another_contract() {
        List<String> reaching = new ArrayList<>();
        for (Method operation : StateAccess.class.getMethods()) {
            for (Class<?> parameter : operation.getParameterTypes()) {
                if (parameter == Address.class || parameter == CallSite.class) {
                    reaching.add(operation.getName());
                }
            }
        }

        assertThat(reaching).isEmpty();
        assertThat(StateAccess.class.getMethods())
                .extracting(Method::getName)
                .contains("read", "write", "remove", "add", "take", "scan");
    }

    @Test
    void contract_40_read_only_state_refuses_every_change_and_scans() {
        StateAccess state = StateAccess.readOnly(key -> Optional.of(key));

        assertThat(state.read(Bytes.fromHex("07"))).contains(Bytes.fromHex("07"));
        refused(() -> state.write(Bytes.EMPTY, Bytes.EMPTY), "write");
        refused(() -> state.remove(Bytes.EMPTY), "remove");
        refused(() -> state.add(Bytes.EMPTY, Amount.ZERO), "add");
        refused(() -> state.take(Bytes.EMPTY, Amount.ZERO), "take");
        refused(() -> state.scan(Bytes.EMPTY, 1), "scan");
    }

    private static void refused(Runnable operation, String name) {
        assertThatThrownBy(operation::run)
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.WRITE_IN_VIEW))
                .hasMessage(name + " is not possible here: this state is read key by key");
    }

    @Test
    void contract_11_common_failures_have_numbers_that_no_contract_can_have() {
        assertThat(CommonFailure.values())
                .extracting(CommonFailure::number)
                .doesNotHaveDuplicates()
                .allMatch(number -> number >= 100_000);
    }

    @Test
    void contract_11_a_long_message_is_cut() {
        ContractFailure failure = new ContractFailure(CommonFailure.NOT_ALLOWED, "x".repeat(300));

        assertThat(failure.text()).hasSize(ContractFailure.MESSAGE_MAX);
    }
}
