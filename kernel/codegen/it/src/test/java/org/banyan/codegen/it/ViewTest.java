package org.banyan.codegen.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.counter.CounterContract;
import com.acme.ledger.LedgerClient;
import com.acme.ledger.LedgerContract;
import com.acme.ledger.LedgerState;
import com.acme.ledger.TryRequest;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
    private final MemoryContext context = new MemoryContext();
    private final Contract ledger = new LedgerContract(new ExampleLedger());
    private final LedgerClient client =
            new LedgerClient((method, arguments) -> ledger.call(method, arguments, context));

    @ParameterizedTest
    @ValueSource(strings = {"write", "remove", "add", "take", "emit", "send", "bind"})
    void contract_12_every_change_in_a_view_fails_and_changes_nothing(String change) {
        new LedgerState(context).count().set(3);
        var before = context.entries.toString();

        assertThatThrownBy(() -> client.try_(new TryRequest(change)))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.WRITE_IN_VIEW))
                .hasMessageStartingWith("view Try cannot ");

        assertThat(context.entries).hasToString(before);
        assertThat(context.events).isEmpty();
        assertThat(context.effects).isEmpty();
    }

    @Test
    void a_view_reads() {
        client.try_(new TryRequest("nothing"));

        assertThat(context.entries).isEmpty();
    }

    @Test
    void contract_13_a_view_calls_other_contracts_as_views() {
        var asked = new StringBuilder();
        var counter = new CounterContract(new CountingCounter());
        context.nested = (Address contract, String method, Bytes arguments, boolean view) -> {
            asked.append(method).append(view ? " as a view" : " as a call");
            return counter.call(method, arguments, new MemoryContext());
        };

        client.try_(new TryRequest("call"));

        assertThat(asked).hasToString("Increment as a view");
    }
}
