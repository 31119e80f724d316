package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AuthorizationContext;
import org.banyan.contract.CallSite;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractInterface;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;

/** A runtime whose contracts' calls are counted, nested ones and views included; a call that is run again counts again. Thread-safe. */
final class CountedRuntime implements ContractRuntime {
    private final ContractRuntime runtime;
    private final Counter succeeded;
    private final Counter failed;

    CountedRuntime(MeterRegistry registry, ContractRuntime runtime) {
        this.runtime = runtime;
        String name = runtime.category() == CodeBinding.TRUSTED ? "trusted" : "category-" + runtime.category();
        this.succeeded = registry.counter("banyan_contract_calls", "runtime", name, "result", "succeeded");
        this.failed = registry.counter("banyan_contract_calls", "runtime", name, "result", "failed");
    }

    @Override
    public int category() {
        return runtime.category();
    }

    @Override
    public Verdict audit(CodeBinding code) {
        return runtime.audit(code);
    }

    @Override
    public Optional<Contract> load(CodeBinding code) {
        return runtime.load(code).map(Counted::new);
    }

    private final class Counted implements Contract {
        private final Contract contract;

        private Counted(Contract contract) {
            this.contract = contract;
        }

        @Override
        public ContractInterface describe() {
            return contract.describe();
        }

        @Override
        public Bytes call(String method, Bytes arguments, ContractContext context) {
            Bytes returned;
            try {
                returned = contract.call(method, arguments, context);
            } catch (RuntimeException | Error thrown) {
                failed.increment();
                throw thrown;
            }
            succeeded.increment();
            return returned;
        }

        @Override
        public void check(String method, Bytes arguments) {
            contract.check(method, arguments);
        }

        @Override
        public AccessSet access(String method, Bytes arguments, CallSite site) {
            return contract.access(method, arguments, site);
        }

        @Override
        public boolean authorize(AuthorizationContext context) {
            return contract.authorize(context);
        }
    }
}
