package org.banyan.testkit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.spi.runtime.ContractRuntime;
import org.junit.jupiter.api.Test;

/** What every {@link ContractRuntime} does, by the rules of {@code docs/spi/runtime.md}. A runtime's test implements this interface. */
public interface ContractRuntimeContract {
    ContractRuntime runtime();

    /** Code that the runtime takes. */
    CodeBinding sound();

    /** Code of its category that it does not take. */
    CodeBinding unsound();

    @Test
    default void runtime_1_the_same_code_is_always_judged_the_same() {
        ContractRuntime runtime = runtime();
        assertThat(runtime.audit(sound()).isAccepted()).isTrue();
        assertThat(runtime.audit(unsound())).isEqualTo(runtime.audit(unsound()));
        assertThat(runtime.audit(unsound()).isAccepted()).isFalse();
        assertThat(runtime.audit(sound()).isAccepted()).isTrue();
    }

    @Test
    default void runtime_1_what_may_be_bound_can_be_loaded_and_nothing_else() {
        assertThat(runtime().load(sound())).isPresent();
        assertThat(runtime().load(unsound())).isEmpty();
    }

    @Test
    default void runtime_1_code_of_another_category_is_not_its_business() {
        CodeBinding sound = sound();
        CodeBinding other = new CodeBinding(runtime().category() + 1, sound.name(), sound.version(), sound.code());
        assertThat(runtime().audit(other).isAccepted()).isFalse();
        assertThat(runtime().load(other)).isEmpty();
    }

    @Test
    default void runtime_2_a_contract_describes_itself_with_the_name_and_version_it_is_bound_by() {
        Contract contract = runtime().load(sound()).orElseThrow();
        assertThat(contract.describe().name()).isEqualTo(sound().name());
        assertThat(contract.describe().version()).isEqualTo(sound().version());
        assertThat(runtime().load(sound()).orElseThrow().describe()).isEqualTo(contract.describe());
    }
}
