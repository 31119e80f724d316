package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.TransactionId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Inherent;
import org.banyan.types.receipt.Event;
import org.banyan.types.receipt.OutgoingMessage;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.InherentRule;
import org.banyan.types.specification.SystemContract;

/**
 * The sequential runner: what a block means is what this class does. DESIGN.md 3 and 4.
 *
 * <p>At block start every payer's fee limits are taken in one pass from the parent state; transactions run in block order; at block end unused parts are
 * given back and the producer is paid. Thread-safe: each block has its own overlay.
 */
public final class BlockExecutor {
    private static final RuleId UNPAYABLE = TransactionRule.TX_FEE_UNPAYABLE.id();
    private static final RuleId TOO_COSTLY = new RuleId("BODY-COST");
    private static final RuleId INHERENT = new RuleId("BODY-INHERENT");

    private final ChainRules rules;
    private final ContractDirectory directory;
    private final AccessListener listener;

    /** The executed block, or why no such block can be. */
    public sealed interface Outcome {
        record Executed(ExecutedBlock block) implements Outcome {}

        /** @param transaction index of the transaction that passed the limit, or -1 */
        record Refused(Verdict.Rejected verdict, int transaction) implements Outcome {}

        /** @param inherent index of the inherent that its contract does not take */
        record InherentRefused(Verdict.Rejected verdict, int inherent) implements Outcome {}
    }

    public BlockExecutor(ChainRules rules, ContractDirectory directory, AccessListener listener) {
        this.rules = rules;
        this.directory = directory;
        this.listener = listener;
    }

    /** @param inherents of the body; those of the kernel's own kinds change no state and are passed over */
    public Outcome execute(
            StateView parent,
            BlockEnvironment environment,
            List<Inherent> inherents,
            List<CheckedTransaction> transactions) {
        Overlay state = new Overlay(parent);
        List<Event> events = new ArrayList<>();
        Optional<Outcome> refused = reserveFees(state, environment, transactions, events);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<OutgoingMessage> messages = new ArrayList<>();
        CostMeter meter = new CostMeter(rules.specification().limits().blockCost());
        for (int i = 0; i < inherents.size(); i++) {
            Optional<Verdict.Rejected> untaken = take(inherents.get(i), state, environment, meter, events, messages);
            if (untaken.isPresent()) {
                return new Outcome.InherentRefused(untaken.get(), i);
            }
        }
        List<Receipt> receipts = new ArrayList<>(transactions.size() + 2);
        receipts.add(Receipt.succeeded(Optional.empty(), Bytes.EMPTY, events, messages, 0, Amount.ZERO));
        Map<Address, Amount> payments = new LinkedHashMap<>();
        long cost = meter.used();
        for (int i = 0; i < transactions.size(); i++) {
            Receipt receipt = run(transactions.get(i), state, environment);
            charge(transactions.get(i), receipt.fee(), environment.producer(), payments);
            cost += receipt.cost();
            if (cost > rules.specification().limits().blockCost()) {
                return new Outcome.Refused(
                        new Verdict.Rejected(
                                TOO_COSTLY,
                                "the block costs more than "
                                        + rules.specification().limits().blockCost() + " units"),
                        i);
            }
            receipts.add(receipt);
        }
        receipts.add(settleFees(state, environment, payments));
        return new Outcome.Executed(new ExecutedBlock(receipts, state.changes(), cost));
    }

    private Optional<Outcome> reserveFees(
            Overlay state, BlockEnvironment environment, List<CheckedTransaction> transactions, List<Event> events) {
        Map<Address, Amount> limits = new LinkedHashMap<>();
        try {
            for (CheckedTransaction transaction : transactions) {
                addTo(
                        limits,
                        transaction.terms().payer(),
                        transaction.terms().fee().limit());
            }
            if (!limits.isEmpty()) {
                events.addAll(system(state, environment, FeeRole.RESERVE, FeeRole.entries(limits)));
            }
        } catch (ContractFailure | ArithmeticException uncovered) {
            return Optional.of(new Outcome.Refused(
                    new Verdict.Rejected(UNPAYABLE, "a payer cannot cover its fee limits: " + uncovered.getMessage()),
                    -1));
        }
        return Optional.empty();
    }

    /** Whether the contract in charge would take the inherent on this state. */
    public Verdict takes(Inherent inherent, StateView state, BlockEnvironment environment) {
        CostMeter meter = new CostMeter(rules.specification().limits().blockCost());
        return take(inherent, new Overlay(state), environment, meter, new ArrayList<>(), new ArrayList<>())
                .<Verdict>map(refused -> refused)
                .orElse(Verdict.ACCEPTED);
    }

    /** Hands an inherent to its contract, or says why it is not taken. */
    private Optional<Verdict.Rejected> take(
            Inherent inherent,
            Overlay state,
            BlockEnvironment environment,
            CostMeter meter,
            List<Event> events,
            List<OutgoingMessage> messages) {
        if (inherent.kind().equals(Inherent.FINALITY)) {
            return Optional.empty();
        }
        Optional<InherentRule> rule = rules.collection().inherent(inherent.kind());
        if (rule.isEmpty()) {
            return Optional.of(new Verdict.Rejected(
                    INHERENT, "inherents of kind " + inherent.kind() + " are unknown on this chain"));
        }
        CallStack calls = systemCalls(state, environment, meter);
        try {
            calls.call(rules.systemAddress(rule.get().contract()), rule.get().method(), inherent.payload());
        } catch (ContractFailure failed) {
            return Optional.of(new Verdict.Rejected(
                    INHERENT,
                    "an inherent of kind " + inherent.kind() + " is refused: "
                            + failed.code().name() + ": " + failed.text()));
        }
        events.addAll(calls.events());
        messages.addAll(calls.messages());
        return Optional.empty();
    }

    private Receipt run(CheckedTransaction transaction, Overlay state, BlockEnvironment environment) {
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
        Optional<Bytes> returned = Optional.empty();
        Optional<ContractFailure> failure = Optional.empty();
        try {
            meter.charge(TransactionRules.intrinsicCost(rules, transaction.signed()));
            returned = Optional.of(bounded(transaction.family().execute(calls)));
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
                : Receipt.succeeded(
                        id, returned.orElse(Bytes.EMPTY), calls.events(), calls.messages(), meter.used(), fee);
    }

    /** The producer is paid, the payer gets back what its limit left. */
    private static void charge(
            CheckedTransaction transaction, Amount fee, Address producer, Map<Address, Amount> payments) {
        addTo(payments, producer, fee);
        addTo(
                payments,
                transaction.terms().payer(),
                transaction.terms().fee().limit().minus(fee));
    }

    /** What the transaction would do on this state, its fee neither reserved nor charged. */
    Receipt trial(StateView state, BlockEnvironment environment, CheckedTransaction transaction) {
        return run(transaction, new Overlay(state), environment);
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

    private Receipt settleFees(Overlay state, BlockEnvironment environment, Map<Address, Amount> payments) {
        if (payments.isEmpty()) {
            return systemReceipt(List.of());
        }
        try {
            return systemReceipt(system(state, environment, FeeRole.SETTLE, FeeRole.entries(payments)));
        } catch (ContractFailure broken) {
            throw new IllegalStateException(
                    "the fee contract refused to settle fees that it had reserved: " + broken.text(), broken);
        }
    }

    private static void addTo(Map<Address, Amount> amounts, Address account, Amount amount) {
        if (!amount.isZero()) {
            amounts.merge(account, amount, Amount::plus);
        }
    }

    /** Runs the genesis calls on an empty state. */
    public ExecutedBlock genesis(StateView empty, BlockEnvironment environment) {
        Overlay state = new Overlay(empty);
        for (SystemContract contract : rules.collection().contracts()) {
            state.put(
                    ContractDirectory.key(rules.systemAddress(contract.name())),
                    ContractDirectory.BINDING.encode(ContractDirectory.binding(contract)));
        }
        List<Event> events = new ArrayList<>();
        for (GenesisCall call : rules.specification().genesisCalls()) {
            CallStack calls = systemCalls(state, environment);
            try {
                calls.call(rules.systemAddress(call.contract()), call.method(), call.arguments());
            } catch (ContractFailure failed) {
                throw new IllegalArgumentException("genesis call " + call.contract() + "." + call.method() + " failed: "
                        + failed.code().name() + ": " + failed.text());
            }
            events.addAll(calls.events());
        }
        return new ExecutedBlock(List.of(systemReceipt(events), systemReceipt(List.of())), state.changes(), 0);
    }

    private List<Event> system(Overlay state, BlockEnvironment environment, String method, Bytes arguments) {
        Address contract = rules.feeContract()
                .orElseThrow(() -> new IllegalStateException("fees are charged on a chain without a fee contract"));
        CallStack calls = systemCalls(state, environment);
        calls.call(contract, method, arguments);
        return calls.events();
    }

    private CallStack systemCalls(Overlay state, BlockEnvironment environment) {
        return systemCalls(state, environment, new CostMeter(Long.MAX_VALUE));
    }

    private CallStack systemCalls(Overlay state, BlockEnvironment environment, CostMeter meter) {
        return new CallStack(
                directory,
                rules,
                environment,
                state,
                meter,
                AccessListener.NONE,
                SystemAddresses.KERNEL,
                Optional.empty());
    }

    private static Receipt systemReceipt(List<Event> events) {
        return Receipt.succeeded(Optional.empty(), Bytes.EMPTY, events, List.of(), 0, Amount.ZERO);
    }
}
