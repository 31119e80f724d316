package org.banyan.core.execution;

import java.util.List;
import java.util.Optional;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.receipt.Receipt;

/** Calls that leave nothing behind: views for readers, trial runs for fees. Thread-safe as far as the state it is given is. */
public final class Views {
    /** Most metered units of a view. */
    public static final long COST_MAX = 50_000_000;

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
        return stack(state, environment, caller, COST_MAX, listener).call(contract, method, arguments);
    }

    /** What the transaction would do as the only one of the next block; its signatures are not needed. */
    public BlockExecutor.Outcome trial(StateView state, BlockEnvironment environment, CheckedTransaction transaction) {
        return new BlockExecutor(rules, directory, AccessListener.NONE)
                .execute(state, environment, List.of(transaction));
    }

    /** The receipt of the one transaction of a trial. */
    public static Receipt receiptOf(BlockExecutor.Outcome.Executed trial) {
        return trial.block().receipts().get(1);
    }

    private CallStack stack(
            StateView state, BlockEnvironment environment, Address caller, long costMax, AccessListener listener) {
        return new CallStack(
                directory,
                rules,
                environment,
                new Overlay(state),
                new CostMeter(costMax),
                listener,
                caller,
                Optional.empty());
    }
}
