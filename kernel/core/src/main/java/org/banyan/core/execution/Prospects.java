package org.banyan.core.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.contract.AccessSet;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.core.state.StateView;
import org.banyan.spi.family.Calls;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/**
 * What is to be expected of transactions on one state, for whoever fills a block: what they will probably cost, and whether they ask for the serial lane.
 * Looks each method up once. Never decides what is valid. Confined to the engine's lane, and good for one state as long as nothing is learned.
 */
public final class Prospects {
    /** Methods that are remembered; the names are the senders' to choose. */
    static final int METHODS_MAX = 1_024;

    private final ChainRules rules;
    private final ContractDirectory directory;
    private final Expectations expectations;
    private final StateView state;
    private final Map<CallName, Kind> kinds = new LinkedHashMap<>();

    /** @param cost units; 0 when no such call was seen here */
    private record Kind(boolean serial, long cost) {
        private static final Kind UNKNOWN = new Kind(false, 0);
    }

    private record CallName(Address contract, String method) {}

    /**
     * @param cost units that it will probably use: what its bytes and signatures cost at least, and what calls of the same methods did in blocks that ran here
     * @param serial whether a method that it names runs in the serial lane, by what the state says of it
     */
    public record Prospect(long cost, boolean serial) {}

    Prospects(ChainRules rules, ContractDirectory directory, Expectations expectations, StateView state) {
        this.rules = rules;
        this.directory = directory;
        this.expectations = expectations;
        this.state = state;
    }

    /** A wrong guess makes a block less full or takes a second run, no more. */
    public Prospect of(CheckedTransaction transaction) {
        Probe probe = probe(transaction);
        long certain = TransactionRules.intrinsicCost(rules, transaction.signed());
        return new Prospect(Math.max(certain, Math.min(probe.cost, transaction.costLimit())), probe.serial);
    }

    /** Units that it will probably use beyond what its bytes and signatures cost; something usual for calls of which none was seen. */
    long workOf(CheckedTransaction transaction) {
        Probe probe = probe(transaction);
        long cost = Math.min(probe.cost + probe.unknown * Expectations.COST_UNKNOWN, transaction.costLimit());
        return Math.max(0, cost - TransactionRules.intrinsicCost(rules, transaction.signed()));
    }

    StateView state() {
        return state;
    }

    private Probe probe(CheckedTransaction transaction) {
        Probe probe = new Probe();
        try {
            transaction.family().check(probe);
        } catch (ContractFailure malformed) {
            // It fails when it runs; what was heard so far counts.
            return probe;
        }
        return probe;
    }

    private Kind kind(Address contract, String method) {
        CallName name = new CallName(contract, method);
        Kind known = kinds.get(name);
        if (known == null) {
            known = look(contract, method);
            if (kinds.size() < METHODS_MAX) {
                kinds.put(name, known);
            }
        }
        return known;
    }

    private Kind look(Address contract, String method) {
        Optional<ContractInterface.Method> described =
                directory.find(contract, state).flatMap(code -> code.describe().method(method));
        return described.isEmpty()
                ? Kind.UNKNOWN
                : new Kind(
                        described.get().serialLane(),
                        expectations.costOf(state.get(directory.place(contract)).orElse(Bytes.EMPTY), method));
    }

    /** Hears which calls the transaction is made of. */
    private final class Probe implements Calls {
        private long cost;
        private long unknown;
        private boolean serial;

        @Override
        public void check(Address contract, String method, Bytes arguments) {
            Kind kind = kind(contract, method);
            cost += kind.cost();
            unknown += kind.cost() == 0 ? 1 : 0;
            serial |= kind.serial();
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
}
