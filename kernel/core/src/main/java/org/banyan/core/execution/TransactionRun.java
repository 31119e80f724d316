package org.banyan.core.execution;

import java.util.Optional;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.core.state.Overlay;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.types.receipt.Receipt;

/** Runs one transaction of a block: the same for every runner. Thread-safe: each transaction has its own meter, each worker its own overlay. */
final class TransactionRun {
    private final ChainRules rules;
    private final ContractDirectory directory;

    TransactionRun(ChainRules rules, ContractDirectory directory) {
        this.rules = rules;
        this.directory = directory;
    }

    ContractDirectory directory() {
        return directory;
    }

    /** A failure leaves nothing in {@code state}. */
    Receipt run(CheckedTransaction transaction, Overlay state, BlockEnvironment environment, AccessListener listener) {
        CostMeter meter = new CostMeter(transaction.costLimit());
        Optional<TransactionId> id = Optional.of(transaction.signed().id());
        CallStack calls = new CallStack(
                directory,
                rules,
                environment,
                state,
                meter,
                listener,
                transaction.terms().sender(),
                id);
        int mark = state.mark();
        Bytes returned = Bytes.EMPTY;
        Optional<ContractFailure> failure = Optional.empty();
        try {
            meter.charge(TransactionRules.intrinsicCost(rules, transaction.signed()));
            returned = bounded(transaction.family().execute(calls));
        } catch (ContractFailure failed) {
            state.rollback(mark);
            failure = Optional.of(failed);
        }
        Amount fee = fee(transaction, meter.used());
        return failure.isPresent()
                ? Receipt.failed(
                        id,
                        failure.get().code().number(),
                        failure.get().code().name() + ": " + failure.get().text(),
                        meter.used(),
                        fee)
                : Receipt.succeeded(id, returned, calls.events(), calls.messages(), meter.used(), fee);
    }

    private static Bytes bounded(Bytes returned) {
        if (returned.size() > Receipt.RETURN_BYTES_MAX) {
            throw new ContractFailure(CommonFailure.LIMIT_EXCEEDED, "the call returned " + returned.size() + " bytes");
        }
        return returned;
    }

    private Amount fee(CheckedTransaction transaction, long cost) {
        return rules.specification()
                .fees()
                .unitPrice()
                .times(cost)
                .plus(transaction.terms().fee().tip());
    }
}
