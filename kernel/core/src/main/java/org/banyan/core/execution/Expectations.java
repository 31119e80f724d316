package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.AccessSet.Precision;
import org.banyan.contract.CallSite;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractInterface;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.family.Calls;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/**
 * What is expected of transactions before they run: the keys that their contracts declare, the keys that calls of the same method touched before where nothing
 * or something wrong is declared, and what such calls cost. Learned from the blocks of this node, forgotten with the code: a wrong guess costs time alone.
 * Confined to the engine's lane.
 */
final class Expectations {
    /** Methods that are remembered. */
    private static final int METHODS_MAX = 4_096;

    /** What a call of an unknown method is expected to cost. */
    private static final long COST_UNKNOWN = 20_000;

    private final ContractDirectory directory;
    private final Map<MethodId, MethodRecord> methods = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MethodId, MethodRecord> eldest) {
            return size() > METHODS_MAX;
        }
    };

    Expectations(ContractDirectory directory) {
        this.directory = directory;
    }

    /** What is expected of {@code transaction} on this state. */
    Guess of(CheckedTransaction transaction, StateView state) {
        Probe probe = new Probe(transaction, state);
        AccessSet declared = transaction.family().access(probe);
        probe.declare(declared);
        return probe.guess();
    }

    /**
     * @param calls the calls that the transaction is made of, as far as they are known
     */
    record Guess(Expected expected, List<CallId> calls) {}

    /** A method of one contract's code. */
    record MethodId(Bytes code, String method) {}

    /** A call by which something is learned. */
    record CallId(MethodId method, Address contract, Address sender, Bytes arguments) {}

    /** Takes in what a transaction of one call cost and touched. */
    void learn(Guess guess, long cost, List<KeyUse> unexpected) {
        if (guess.calls().size() != 1) {
            return;
        }
        CallId call = guess.calls().getFirst();
        MethodRecord known = methods.get(call.method());
        if (known == null) {
            known = new MethodRecord(cost);
            methods.put(call.method(), known);
        }
        known.learn(call, cost, unexpected);
    }

    /** What the transaction's family asks about its calls. */
    private final class Probe implements Calls {
        private final CheckedTransaction transaction;
        private final StateView state;
        private final List<KeyUse> uses = new ArrayList<>();
        private final List<CallId> calls = new ArrayList<>();
        private long cost;
        private boolean serial;

        private Probe(CheckedTransaction transaction, StateView state) {
            this.transaction = transaction;
            this.state = state;
        }

        @Override
        public void check(Address contract, String method, Bytes arguments) {}

        @Override
        public Bytes call(Address contract, String method, Bytes arguments) {
            throw new IllegalStateException("a family must not call contracts to tell what it will touch");
        }

        @Override
        public AccessSet access(Address contract, String method, Bytes arguments) {
            StateKey binding = ContractDirectory.key(contract);
            uses.add(new KeyUse(binding, Mode.READ, false));
            Optional<Contract> code = directory.find(contract, state);
            if (code.isEmpty()) {
                return AccessSet.UNKNOWN;
            }
            Address sender = transaction.terms().sender();
            MethodId id = new MethodId(state.get(binding).orElse(Bytes.EMPTY), method);
            CallId call = new CallId(id, contract, sender, arguments);
            calls.add(call);
            MethodRecord known = methods.get(id);
            cost += known == null ? Math.min(COST_UNKNOWN, transaction.costLimit()) : known.cost();
            serial |= isSerial(code.get().describe(), method);
            if (known != null) {
                uses.addAll(known.expected(call));
            }
            return code.get().access(method, arguments, new CallSite(contract, sender));
        }

        private static boolean isSerial(ContractInterface described, String method) {
            return described
                    .method(method)
                    .map(ContractInterface.Method::serialLane)
                    .orElse(false);
        }

        private void declare(AccessSet declared) {
            if (declared.precision() != Precision.UNKNOWN) {
                for (AccessSet.KeyAccess access : declared.keys()) {
                    uses.add(new KeyUse(new StateKey(access.contract(), access.key()), access.mode(), access.prefix()));
                }
            }
        }

        private Guess guess() {
            return new Guess(new Expected(uses, Math.max(1, cost), serial), calls);
        }
    }
}
