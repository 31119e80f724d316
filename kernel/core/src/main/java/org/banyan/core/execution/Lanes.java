package org.banyan.core.execution;

import org.banyan.contract.AccessSet;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.core.state.StateView;
import org.banyan.spi.family.Calls;
import org.banyan.types.Address;
import org.banyan.types.Bytes;

/** Which transactions run one after another at the end of a block: those that call a method whose descriptor asks for it. Thread-safe. */
public final class Lanes {
    private final ContractDirectory directory;

    public Lanes(ContractDirectory directory) {
        this.directory = directory;
    }

    /** By what {@code state} says of the methods that the transaction names, never by what is expected of them. */
    public boolean isSerial(CheckedTransaction transaction, StateView state) {
        Probe probe = new Probe(state);
        try {
            transaction.family().check(probe);
        } catch (ContractFailure malformed) {
            // It fails when it runs; what was heard so far counts.
            return probe.serial;
        }
        return probe.serial;
    }

    /** Hears which calls the transaction is made of. */
    private final class Probe implements Calls {
        private final StateView state;
        private boolean serial;

        private Probe(StateView state) {
            this.state = state;
        }

        @Override
        public void check(Address contract, String method, Bytes arguments) {
            serial |= directory
                    .find(contract, state)
                    .flatMap(code -> code.describe().method(method))
                    .map(ContractInterface.Method::serialLane)
                    .orElse(false);
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
