package org.banyan.codegen.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.codegen.it.MemoryContext.ALICE;
import static org.banyan.codegen.it.MemoryContext.BOB;
import static org.banyan.codegen.it.MemoryContext.SELF;

import com.acme.counter.CounterClient;
import com.acme.counter.CounterContract;
import com.acme.counter.CounterFailure;
import com.acme.counter.CounterState;
import com.acme.counter.GetRequest;
import com.acme.counter.IncrementReply;
import com.acme.counter.IncrementRequest;
import com.acme.counter.Incremented;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.KeyAccess;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.contract.CallSite;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;

class CounterContractTest {
    private final Contract contract = new CounterContract(new CountingCounter());
    private final MemoryContext context = new MemoryContext();
    private final CounterClient client =
            new CounterClient((method, arguments) -> contract.call(method, arguments, context));

    @Test
    void a_call_changes_the_state_emits_its_event_and_replies() {
        IncrementReply reply = client.increment(new IncrementRequest(5));

        assertThat(reply).isEqualTo(new IncrementReply(5));
        assertThat(client.get(new GetRequest(ALICE)).count()).isEqualTo(5);
        assertThat(client.get(new GetRequest(BOB)).count()).isZero();
        assertThat(new CounterState(context).total().get()).isEqualTo(Amount.of(5));
        assertThat(context.events)
                .containsExactly("Incremented " + Incremented.CODEC.encode(new Incremented(ALICE, 5)));
    }

    @Test
    void contract_10_the_contracts_own_failure_reaches_the_caller_with_its_code() {
        assertThatThrownBy(() -> client.increment(new IncrementRequest(101)))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CounterFailure.TOO_MUCH));
        assertThat(context.entries).isEmpty();
    }

    @Test
    void contract_4_arguments_that_are_not_canonical_are_refused() {
        assertThatThrownBy(() -> contract.call("Increment", Bytes.fromHex("0800"), context))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.BAD_ARGUMENTS))
                .hasMessageContaining("Increment")
                .hasMessageContaining("field 1 holds the default");
        assertThatThrownBy(() -> contract.check("Increment", Bytes.fromHex("0800")))
                .isInstanceOf(ContractFailure.class);
        contract.check("Increment", Bytes.EMPTY);
    }

    @Test
    void contract_4_an_unknown_method_is_named_in_the_failure() {
        assertThatThrownBy(() -> contract.call("increment", Bytes.EMPTY, context))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.UNKNOWN_METHOD))
                .hasMessage("contract counter has no method \"increment\"");
    }

    @Test
    void the_declared_access_names_the_keys_that_the_call_touches() {
        var site = new CallSite(SELF, ALICE);
        var call = CounterClient.INCREMENT.call(new IncrementRequest(5));

        var access = contract.access(call.method(), call.arguments(), site);

        assertThat(access.precision()).isEqualTo(Precision.EXACT);
        assertThat(access.keys())
                .containsExactly(
                        new KeyAccess(SELF, CounterState.countKey(ALICE), Mode.WRITE, false),
                        new KeyAccess(SELF, CounterState.totalKey(), Mode.ADD, false));
    }

    @Test
    void contract_33_what_does_not_parse_touches_nothing() {
        var site = new CallSite(SELF, ALICE);

        assertThat(contract.access("Increment", Bytes.fromHex("0800"), site))
                .isEqualTo(new AccessSet(Precision.EXACT, List.of()));
        assertThat(contract.access("Unknown", Bytes.EMPTY, site)).isEqualTo(AccessSet.UNKNOWN);
    }

    @Test
    void contract_1_the_same_calls_on_the_same_state_give_the_same_replies_events_and_state() {
        var again = new MemoryContext();
        var other = new CounterContract(new CountingCounter());
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            var request = IncrementRequest.CODEC.encode(new IncrementRequest(random.nextInt(100)));

            assertThat(contract.call("Increment", request, context)).isEqualTo(other.call("Increment", request, again));
        }

        assertThat(context.entries).isEqualTo(again.entries);
        assertThat(context.events).hasSize(100).isEqualTo(again.events);
    }
}
