package org.banyan.core.execution;

import java.util.Optional;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.specification.FeeRule;

/** Calls that leave nothing behind: views for readers, trial runs for fees. Thread-safe as far as the state it is given is. */
public final class Views {
    /** Most metered units of a view. */
    public static final long COST_MAX = 50_000_000;

    /** A secp256k1 authorization and the limits that grow with it, generously. */
    private static final long AUTHORIZATION_BYTES = 128;

    private final ChainRules rules;
    private final ContractDirectory directory;

    public Views(ChainRules rules, ContractDirectory directory) {
        this.rules = rules;
        this.directory = directory;
    }

    /** @throws org.banyan.contract.ContractFailure if the call fails */
    public Bytes call(
            StateView state,
            BlockEnvironment environment,
            Address caller,
            Address contract,
            String method,
            Bytes arguments) {
        return call(state, environment, caller, contract, method, arguments, AccessListener.NONE);
    }

    /** The same, heard by {@code listener}. @throws org.banyan.contract.ContractFailure if the call fails */
    public Bytes call(
            StateView state,
            BlockEnvironment environment,
            Address caller,
            Address contract,
            String method,
            Bytes arguments,
            AccessListener listener) {
        return stack(new Overlay(state), environment, caller, COST_MAX, listener)
                .call(contract, method, arguments);
    }

    /** One view after another, each from the state as the ones before found it: what they read is looked up once. */
    final class Series {
        private final Overlay state;
        private final BlockEnvironment environment;

        Series(StateView state, BlockEnvironment environment) {
            this.state = new Overlay(state);
            this.environment = environment;
        }

        Bytes call(Address caller, Address contract, String method, Bytes arguments) {
            int mark = state.mark();
            try {
                return stack(state, environment, caller, COST_MAX, AccessListener.NONE)
                        .call(contract, method, arguments);
            } finally {
                state.rollback(mark);
            }
        }
    }

    /**
     * What a transaction would do, and a fee limit that pays for it.
     *
     * @param feeLimit for the signed transaction: what a missing authorization will add is counted in
     */
    public record Trial(Receipt receipt, Amount feeLimit) {}

    /** Runs the transaction on the state without charging its fee; its signatures and fee limit are not needed. */
    public Trial trial(StateView state, BlockEnvironment environment, CheckedTransaction transaction) {
        Receipt receipt =
                new BlockExecutor(rules, directory, AccessListener.NONE).trial(state, environment, transaction);
        FeeRule fees = rules.specification().fees();
        boolean signed = !transaction.signed().authorizations().isEmpty();
        long missing = signed
                ? 0
                : fees.costs().signature() + AUTHORIZATION_BYTES * fees.costs().transactionByte();
        return new Trial(receipt, receipt.fee().plus(fees.unitPrice().times(missing)));
    }

    private CallStack stack(
            Overlay state, BlockEnvironment environment, Address caller, long costMax, AccessListener listener) {
        return new CallStack(
                directory, rules, environment, state, new CostMeter(costMax), listener, caller, Optional.empty());
    }
}
