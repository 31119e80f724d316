package org.banyan.core.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.plan.Expected;
import org.banyan.core.execution.plan.Planner;
import org.banyan.core.state.Overlay;
import org.banyan.core.state.StateView;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.Inherent;
import org.banyan.types.receipt.Event;
import org.banyan.types.receipt.OutgoingMessage;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.specification.GenesisCall;
import org.banyan.types.specification.InherentRule;
import org.banyan.types.specification.SystemContract;

/**
 * Executes blocks: what a block means is what this class does with one worker. DESIGN.md 3 and 4.
 *
 * <p>At block start every payer's fee limits are taken in one pass from the parent state; transactions run in block order, or on several workers as if in
 * block order; at block end unused parts are given back and the producer is paid. Confined to one lane when it has a runner, for it
 * learns; else thread-safe: each block has its own overlay.
 */
public final class BlockExecutor {
    private static final RuleId UNPAYABLE = TransactionRule.TX_FEE_UNPAYABLE.id();
    private static final RuleId TOO_COSTLY = new RuleId("BODY-COST");
    private static final RuleId INHERENT = new RuleId("BODY-INHERENT");

    private final ChainRules rules;
    private final ContractDirectory directory;
    private final TransactionRun run;
    private final BlockStage stage;
    private final Optional<TransactionStage> learning;
    private final ExecutionWatch watch;

    /** The executed block, or why no such block can be. */
    public sealed interface Outcome {
        record Executed(ExecutedBlock block, ExecutionReport report) implements Outcome {}

        /** @param transaction index of the transaction that passed the limit, or -1 */
        record Refused(Verdict.Rejected verdict, int transaction) implements Outcome {}

        /** @param inherent index of the inherent that its contract does not take */
        record InherentRefused(Verdict.Rejected verdict, int inherent) implements Outcome {}
    }

    /** One that runs transactions one after another, heard by {@code listener}. */
    public BlockExecutor(ChainRules rules, ContractDirectory directory, AccessListener listener) {
        this.rules = rules;
        this.directory = directory;
        this.run = new TransactionRun(rules, directory);
        this.stage = BlockStage.inOrder(run, listener);
        this.learning = Optional.empty();
        this.watch = ExecutionWatch.NONE;
    }

    /** One for a single block, which runs it its own way. */
    BlockExecutor(ChainRules rules, ContractDirectory directory, TransactionRun run, BlockStage stage) {
        this.rules = rules;
        this.directory = directory;
        this.run = run;
        this.stage = stage;
        this.learning = Optional.empty();
        this.watch = ExecutionWatch.NONE;
    }

    /** One that runs transactions on {@code runner}, one after another when it has one worker only, and learns from them. */
    public BlockExecutor(ChainRules rules, ContractDirectory directory, TaskRunner runner) {
        this(rules, directory, runner, Planner.Thresholds.DEFAULT, ExecutionWatch.NONE);
    }

    /** The same with thresholds of one's own; the results are those of all others. */
    public BlockExecutor(
            ChainRules rules, ContractDirectory directory, TaskRunner runner, Planner.Thresholds thresholds) {
        this(rules, directory, runner, thresholds, ExecutionWatch.NONE);
    }

    /** The same, and {@code watch} is told how far each run is. */
    public BlockExecutor(
            ChainRules rules,
            ContractDirectory directory,
            TaskRunner runner,
            Planner.Thresholds thresholds,
            ExecutionWatch watch) {
        this.rules = rules;
        this.directory = directory;
        this.run = new TransactionRun(rules, directory);
        TransactionStage learner = new TransactionStage(
                rules, run, new Expectations(directory, rules.suite().hash()), runner, thresholds);
        this.stage = learner;
        this.learning = Optional.of(learner);
        this.watch = watch;
    }

    /** What is to be expected of transactions on this state, by what ran here before. */
    public Prospects prospects(StateView state) {
        Expectations expectations = learning.map(TransactionStage::expectations)
                .orElseGet(() -> new Expectations(directory, rules.suite().hash()));
        return new Prospects(rules, directory, expectations, state);
    }

    /** What is expected of the transaction, if it is worth planning by itself: who conflicts with it, and what it will probably cost. */
    public Optional<Expected> expected(CheckedTransaction transaction, Prospects prospects) {
        return learning.flatMap(it -> it.expected(transaction, prospects));
    }

    /** How many run a block's transactions at the same time. */
    public int workers() {
        return learning.map(TransactionStage::workers).orElse(1);
    }

    /** @param inherents of the body; those of the kernel's own kinds change no state and are passed over */
    public Outcome execute(
            StateView parent,
            BlockEnvironment environment,
            List<Inherent> inherents,
            List<CheckedTransaction> transactions) {
        ExecutionWatch.Run heard = watch.start();
        heard.begins(ExecutionWatch.Phase.START);
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
        Receipt begin = Receipt.succeeded(Optional.empty(), Bytes.EMPTY, events, messages, 0, Amount.ZERO);
        long costMax = rules.specification().limits().blockCost();
        Receipts receipts = new Receipts(transactions.size());
        Receipts.Block block = new Receipts.Block(environment, transactions, costMax - meter.used());
        ExecutionReport report = stage.run(block, state, receipts, heard);
        heard.begins(ExecutionWatch.Phase.SETTLE);
        Outcome outcome = settle(state, block, receipts, begin, meter.used(), report);
        heard.done(report);
        return outcome;
    }

    private Outcome settle(
            Overlay state, Receipts.Block block, Receipts receipts, Receipt begin, long used, ExecutionReport report) {
        List<Receipt> all = new ArrayList<>(receipts.count() + 2);
        List<Bytes> encoded = new ArrayList<>(receipts.count() + 2);
        all.add(begin);
        encoded.add(Receipt.CODEC.encode(begin));
        Map<Address, Amount> payments = new LinkedHashMap<>();
        long cost = used;
        for (int i = 0; i < receipts.count(); i++) {
            Receipt receipt = receipts.get(i);
            cost += receipt.cost();
            if (cost - used > block.costMax()) {
                return new Outcome.Refused(
                        new Verdict.Rejected(
                                TOO_COSTLY,
                                "the block costs more than "
                                        + rules.specification().limits().blockCost() + " units"),
                        i);
            }
            charge(
                    block.transactions().get(i),
                    receipt.fee(),
                    block.environment().producer(),
                    payments);
            all.add(receipt);
            encoded.add(receipts.encoded(i));
        }
        Receipt end = settleFees(state, block.environment(), payments);
        all.add(end);
        encoded.add(Receipt.CODEC.encode(end));
        return new Outcome.Executed(new ExecutedBlock(all, encoded, state.changes(), cost), report);
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
        return run.run(transaction, new Overlay(state), environment, AccessListener.NONE);
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
