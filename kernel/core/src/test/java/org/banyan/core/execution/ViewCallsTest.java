package org.banyan.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.banyan.contract.AccessSet;
import org.banyan.contract.CallSite;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.contract.ContractInterface.Method;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.testkit.consensus.TestProducers;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.junit.jupiter.api.Test;

/** A view may call views of other contracts and nothing else. */
class ViewCallsTest {
    private static final Address TARGET = new Address(new Hash(0, 0, 0, 9));

    private final ChainRules rules = new ChainRules(
            TestChain.specification(TestProducers.count(TestChain.SUITE, 1)),
            TestChain.SUITE,
            List.of(new OneContract()),
            List.of(),
            List.of());
    private final Views views = new Views(rules, new ContractDirectory(rules));
    private final State state = new State();

    private Bytes ask(String method) {
        return views.call(
                state,
                new BlockEnvironment(new Height(1), new Timestamp(1), TARGET),
                TARGET,
                TARGET,
                "Relay",
                Bytes.utf8(method));
    }

    @Test
    void a_view_of_another_contract_answers() {
        assertThat(ask("Look")).isEqualTo(Bytes.utf8("seen"));
    }

    @Test
    void a_method_that_is_no_view_is_not_run() {
        assertThatThrownBy(() -> ask("Change"))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.WRITE_IN_VIEW))
                .hasMessageContaining("Change");
        assertThatThrownBy(() -> ask("Undeclared"))
                .isInstanceOfSatisfying(
                        ContractFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(CommonFailure.UNKNOWN_METHOD));
    }

    private static final class Relaying implements Contract {
        @Override
        public ContractInterface describe() {
            return new ContractInterface(
                    "relaying",
                    1,
                    "test.Relaying",
                    List.of(
                            new Method("Relay", true, false, false),
                            new Method("Look", true, false, false),
                            new Method("Change", false, false, false)),
                    Bytes.EMPTY);
        }

        @Override
        public Bytes call(String method, Bytes arguments, ContractContext context) {
            return switch (method) {
                case "Relay" ->
                    context.callView(TARGET, new String(arguments.toArray(), StandardCharsets.UTF_8), Bytes.EMPTY);
                case "Look" -> Bytes.utf8("seen");
                default -> throw new AssertionError(method + " must not run");
            };
        }

        @Override
        public void check(String method, Bytes arguments) {}

        @Override
        public AccessSet access(String method, Bytes arguments, CallSite site) {
            return AccessSet.UNKNOWN;
        }
    }

    private static final class OneContract implements ContractRuntime {
        @Override
        public int category() {
            return CodeBinding.TRUSTED;
        }

        @Override
        public Verdict audit(CodeBinding code) {
            return Verdict.ACCEPTED;
        }

        @Override
        public Optional<Contract> load(CodeBinding code) {
            return Optional.of(new Relaying());
        }
    }

    private static final class State implements StateView {
        private final TreeMap<StateKey, Bytes> entries = new TreeMap<>();

        State() {
            entries.put(
                    ContractDirectory.key(TARGET),
                    ContractDirectory.BINDING.encode(new CodeBinding(CodeBinding.TRUSTED, "relaying", 1, Bytes.EMPTY)));
        }

        @Override
        public Optional<Bytes> get(StateKey key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public void scan(Address contract, Bytes prefix, BiPredicate<Bytes, Bytes> visitor) {
            throw new UnsupportedOperationException("no scans in these tests");
        }
    }
}
