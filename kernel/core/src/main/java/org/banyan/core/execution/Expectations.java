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
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.KeyUse;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.spi.family.Calls;
import org.banyan.spi.store.StoreException;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of transactions before they run: the keys that their contracts declare, the keys that calls of the same method touched before where nothing
 * or something wrong is declared, and what such calls cost. Learned from the blocks of this node, forgotten with the code: a wrong guess costs time alone.
 * Confined to the engine's lane.
 */
final class Expectations {
    /** Methods that are remembered. */
    static final int METHODS_MAX = 1_024;

    /** Keys of one transaction that are taken into account. More announce nothing that a plan could use. */
    static final int KEYS_MAX = 1_024;

    /** Ranges of one transaction that are taken into account. */
    static final int RANGES_MAX = 16;

    /** Bindings with more code are told apart by their hash. */
    private static final int CODE_BYTES_MAX = 1_024;

    /** What may be compared in one block to find arguments in keys; some tens of milliseconds. */
    private static final long LESSON_WORK_MAX = 10_000_000;

    /** What a call of an unknown method is expected to cost. */
    static final long COST_UNKNOWN = 20_000;

    private final ContractDirectory directory;
    private final HashFunction hash;

    /** In the order of their last call: the longest unused one is forgotten first. */
    private final Map<MethodId, MethodRecord> methods = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MethodId, MethodRecord> eldest) {
            return size() > METHODS_MAX;
        }
    };

    Expectations(ContractDirectory directory, HashFunction hash) {
        this.directory = directory;
        this.hash = hash;
    }

    /** What is expected of {@code transaction} on this state. */
    Guess of(CheckedTransaction transaction, StateView state) {
        Probe probe = new Probe(transaction, state);
        AccessSet declared = transaction.family().access(probe);
        probe.declare(declared);
        return probe.guess();
    }

    /**
     * @param precision of what is declared
     * @param calls the calls of known methods that the transaction is made of
     * @param learned what of the expected was learned from other calls; for transactions of one call
     */
    record Guess(Expected expected, Precision precision, List<CallId> calls, List<MethodRecord.Foreseen> learned) {
        /** The call to learn from, if there is just one. */
        private Optional<CallId> only() {
            return calls.size() == 1 ? Optional.of(calls.getFirst()) : Optional.empty();
        }
    }

    /** A method of one contract's code. */
    record MethodId(Bytes code, String method) {}

    /** A call by which something is learned. */
    record CallId(MethodId method, Address contract, Address sender, Bytes arguments) {}

    /** What a call of this code's method will probably cost; 0 when none was seen. */
    long costOf(Bytes binding, String method) {
        MethodRecord known = methods.get(new MethodId(codeId(binding), method));
        return known == null ? 0 : known.cost();
    }

    /** Takes in what a transaction cost of which nothing was asked before it ran, if it is one call. */
    void learnCost(CheckedTransaction transaction, StateView state, long cost) {
        OnlyCall call = new OnlyCall(state);
        try {
            transaction.family().check(call);
        } catch (ContractFailure malformed) {
            return;
        }
        if (call.count == 1 && call.method != null) {
            learnCost(call.method, cost);
        }
    }

    /** Hears which method of which code a transaction of one call names. */
    private final class OnlyCall implements Calls {
        private final StateView state;
        private int count;
        private @Nullable MethodId method;

        private OnlyCall(StateView state) {
            this.state = state;
        }

        @Override
        public void check(Address contract, String name, Bytes arguments) {
            boolean known = directory
                    .find(contract, state)
                    .flatMap(code -> code.describe().method(name))
                    .isPresent();
            if (known) {
                method =
                        new MethodId(codeId(state.get(directory.place(contract)).orElse(Bytes.EMPTY)), name);
            }
            count++;
        }

        @Override
        public AccessSet access(Address contract, String method, Bytes arguments) {
            return AccessSet.UNKNOWN;
        }

        @Override
        public Bytes call(Address contract, String method, Bytes arguments) {
            throw new IllegalStateException("a family must not call contracts to tell what it is made of");
        }
    }

    /** Bindings with much code are told apart by its hash. */
    private Bytes codeId(Bytes binding) {
        return binding.size() <= CODE_BYTES_MAX
                ? binding
                : hash.hash(Tag.CONTRACT_DATA, binding).bytes();
    }

    /** Takes in what a transaction of one call cost. */
    void learnCost(Guess guess, long cost) {
        guess.only().ifPresent(call -> learnCost(call.method(), cost));
    }

    private void learnCost(MethodId method, long cost) {
        MethodRecord known = methods.remove(method);
        if (known == null) {
            known = new MethodRecord(cost);
        } else {
            known.learnCost(cost);
        }
        methods.put(method, known);
    }

    /** What one block teaches about keys: no more than fits into a bounded time, whatever its transactions touch. */
    final class Lesson {
        private long workLeft = LESSON_WORK_MAX;

        /** To be called after {@link #learnCost}. */
        void learn(Guess guess, long met, List<KeyUse> unexpected) {
            guess.only().ifPresent(call -> {
                MethodRecord known = methods.get(call.method());
                for (KeyUse use : unexpected.subList(0, Math.min(MethodRecord.KEYS_MAX, unexpected.size()))) {
                    workLeft -= LearnedKey.work(use, call);
                }
                if (known != null && workLeft >= 0) {
                    known.learn(call, guess.learned(), met, unexpected);
                }
            });
        }
    }

    /** How many methods are remembered. */
    int size() {
        return methods.size();
    }

    /** What the transaction's family asks about its calls. */
    private final class Probe implements Calls {
        private final CheckedTransaction transaction;
        private final StateView state;
        private final List<KeyUse> uses = new ArrayList<>();
        private final List<CallId> calls = new ArrayList<>();
        private final List<MethodRecord.Foreseen> learned = new ArrayList<>();
        private int ranges;
        private long cost;
        private boolean serial;
        private Precision precision = Precision.UNKNOWN;

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
            StateKey binding = directory.place(contract);
            uses.add(new KeyUse(binding, Mode.READ, false));
            Optional<Contract> code = directory.find(contract, state);
            if (code.isEmpty()) {
                return AccessSet.UNKNOWN;
            }
            Optional<ContractInterface.Method> described = code.get().describe().method(method);
            if (described.isEmpty()) {
                return AccessSet.UNKNOWN;
            }
            Address sender = transaction.terms().sender();
            MethodId id = new MethodId(codeId(state.get(binding).orElse(Bytes.EMPTY)), method);
            CallId call = new CallId(id, contract, sender, arguments);
            calls.add(call);
            MethodRecord known = methods.get(id);
            cost += known == null ? Math.min(COST_UNKNOWN, transaction.costLimit()) : known.cost();
            serial |= described.get().serialLane();
            if (known != null && calls.size() == 1) {
                learned.addAll(known.expected(call));
            }
            return declared(code.get(), method, arguments, new CallSite(contract, sender));
        }

        /** What breaks when it is asked is as good as silent: the call itself will tell. */
        private static AccessSet declared(Contract code, String method, Bytes arguments, CallSite site) {
            try {
                return code.access(method, arguments, site);
            } catch (StoreException | MissingCodeException passed) {
                throw passed;
            } catch (RuntimeException broken) {
                return AccessSet.UNKNOWN;
            }
        }

        private void declare(AccessSet declared) {
            precision = declared.precision();
            if (precision == Precision.UNKNOWN) {
                return;
            }
            for (AccessSet.KeyAccess access : declared.keys()) {
                boolean room = access.prefix() ? ranges++ < RANGES_MAX : uses.size() < KEYS_MAX;
                if (room) {
                    uses.add(new KeyUse(new StateKey(access.contract(), access.key()), access.mode(), access.prefix()));
                }
            }
        }

        private Guess guess() {
            List<KeyUse> all = new ArrayList<>(uses);
            if (calls.size() == 1) {
                learned.forEach(foreseen -> all.add(foreseen.use()));
            } else {
                learned.clear();
            }
            return new Guess(new Expected(all, Math.max(1, cost), serial), precision, calls, learned);
        }
    }
}
