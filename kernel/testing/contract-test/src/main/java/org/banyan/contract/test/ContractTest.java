package org.banyan.contract.test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.banyan.contract.CallSite;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.contract.ContractMethod;
import org.banyan.contract.FailureCode;
import org.banyan.contract.Offences;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.execution.BlockExecutor.Outcome.Executed;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.ContractDirectory;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.execution.Views;
import org.banyan.core.state.StateView;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.ChainId;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.crypto.Signer;
import org.banyan.types.receipt.Receipt;

/**
 * A chain for tests of contracts: the kernel's own sequential executor over a state in memory. No blocks are made, no node is started, nothing waits.
 *
 * <pre>{@code
 * ContractTest chain = ContractTest.with(new CounterContract(new CountingCounter()));
 * CallResult<IncrementReply> result = chain.as(ALICE).send(CounterClient.INCREMENT, new IncrementRequest(5));
 * assertThat(result.reply().count()).isEqualTo(5);
 * assertThat(chain.as(BOB).send(CounterClient.INCREMENT, new IncrementRequest(500)).failureCode()).isEqualTo(CounterFailure.TOO_MUCH);
 * }</pre>
 *
 * <p>Each transaction is signed, checked, authorized and executed by the kernel's rules. Two things a node would let pass are an {@link AssertionError} here:
 * a method that touches keys which its {@code access} option does not declare, and a call that does something else when it is run a second time on the same
 * state. Transactions stand in the present block until {@link #nextBlock()}. Confined to one thread; the same calls give the same results in every run.
 */
public final class ContractTest {
    public static final TestAccount ALICE = TestAccount.named("alice");
    public static final TestAccount BOB = TestAccount.named("bob");
    public static final TestAccount CAROL = TestAccount.named("carol");
    public static final TestAccount DAVE = TestAccount.named("dave");

    /** Is paid for the blocks. */
    public static final Address PRODUCER = TestAccount.named("producer").address();

    /** What each named account holds of {@link #TOKEN} when the token contract is among the test's contracts. */
    public static final Amount FUNDS = Amount.of(1_000_000_000_000_000_000L);

    /** Symbol of the fee token; its issuer is {@link #ALICE}. */
    public static final String TOKEN = Funding.SYMBOL;

    public static final Duration SLOT = Duration.ofSeconds(4);

    /** Calls the views for which nobody is named. */
    private static final Address READER = TestAccount.named("reader").address();

    private final ChainRules rules;
    private final ContractDirectory directory;
    private final Envelopes envelopes;
    private final List<RuntimeException> faults;
    private final TurningBatches batches;
    private final Offences offences;
    private final Address subject;
    private Snapshot now;

    /** A point to go back to. */
    public static final class Snapshot {
        private final MemoryState parent;
        private final MemoryState state;
        private final Height height;
        private final Timestamp time;

        private Snapshot(MemoryState parent, MemoryState state, Height height, Timestamp time) {
            this.parent = parent;
            this.state = state;
            this.height = height;
            this.time = time;
        }
    }

    ContractTest(
            ChainRules rules,
            List<RuntimeException> faults,
            TurningBatches batches,
            String subject,
            Offences offences) {
        this.rules = rules;
        this.directory = new ContractDirectory(rules);
        this.envelopes = new Envelopes(rules);
        this.faults = faults;
        this.batches = batches;
        this.offences = offences;
        this.subject = rules.systemAddress(subject);
        Timestamp genesis = rules.specification().genesisTime();
        MemoryState state = MemoryState.EMPTY.with(new BlockExecutor(rules, directory, (key, mode, prefix) -> {})
                .genesis(MemoryState.EMPTY, new BlockEnvironment(Height.GENESIS, genesis, SystemAddresses.KERNEL))
                .changes());
        directory
                .find(this.subject, state)
                .ifPresent(contract -> AccessLedger.OF_THIS_JVM.underTest(contract.describe()));
        this.now = new Snapshot(state, state, new Height(1), genesis.plusMillis(SLOT.toMillis()));
    }

    /** A chain with these contracts, the first of which is under test. */
    public static ContractTest with(Contract subject, Contract... others) {
        return setup(subject, others).start();
    }

    /** The same with choices: genesis calls, limits, prices, code that can be deployed. */
    public static ContractTestSetup setup(Contract subject, Contract... others) {
        return new ContractTestSetup(subject, List.of(others));
    }

    /** Calls the contract under test; transactions are signed with the account's own key. */
    public Caller as(TestAccount account) {
        return new Caller(this, account.address(), subject, Optional.of(List.of(account.signer())));
    }

    /** The kernel ({@link SystemAddresses#KERNEL}), a contract or an account as caller; no signature is checked and no fee taken. */
    public Caller as(Address caller) {
        return new Caller(this, caller, subject, Optional.empty());
    }

    /**
     * Calls a view of the contract under test.
     *
     * @throws ContractFailure if it fails
     */
    public <Q, R> R view(ContractMethod<Q, R> method, Q request) {
        return as(READER).view(method, request);
    }

    /** Address of one of the test's contracts. */
    public Address addressOf(String contractName) {
        return rules.systemAddress(contractName);
    }

    public ChainId chainId() {
        return rules.chainId();
    }

    public Height height() {
        return now.height;
    }

    public Timestamp time() {
        return now.time;
    }

    /** The state as it is now, key by key. */
    public StateView state() {
        return now.state;
    }

    /** Ends the present block. What accounts changed about who may act for them holds from now on. */
    public void nextBlock() {
        advanceBlocks(1);
    }

    public void advanceBlocks(long blocks) {
        long millis = Math.multiplyExact(blocks, SLOT.toMillis());
        now = new Snapshot(now.state, now.state, now.height.plus(blocks), now.time.plusMillis(millis));
    }

    /** Travels in time by whole slots, rounded up. */
    public void advanceTime(Duration duration) {
        advanceBlocks(Math.ceilDiv(duration.toMillis(), SLOT.toMillis()));
    }

    public Snapshot snapshot() {
        return now;
    }

    /** State, height and time as they were. */
    public void revert(Snapshot snapshot) {
        now = snapshot;
    }

    <R> CallResult<R> execute(TypedCall<R> call, Optional<List<Signer>> signers) {
        return switch (envelopes.check(call, signers, now.height, now.parent)) {
            case TransactionRules.Outcome.Refused refused -> CallResult.refused(call, refused.verdict());
            case TransactionRules.Outcome.Checked checked -> run(call, checked.transaction());
        };
    }

    private <R> CallResult<R> run(TypedCall<R> call, CheckedTransaction transaction) {
        faults.clear();
        WatchedCall watched = new WatchedCall(transaction.family());
        CheckedTransaction observed = new CheckedTransaction(
                transaction.signed(), watched, transaction.terms(), transaction.signers(), transaction.costLimit());
        TouchedKeys touched = new TouchedKeys();
        return switch (new BlockExecutor(rules, directory, touched)
                .execute(now.state, environment(), List.of(), List.of(observed))) {
            case BlockExecutor.Outcome.Refused refused -> CallResult.refused(call, refused.verdict());
            case BlockExecutor.Outcome.InherentRefused refused -> CallResult.refused(call, refused.verdict());
            case Executed executed -> {
                requireDeclared(
                        call, touched, executed.block().receipts().get(1).failureCode() == 0);
                requireRepeatable(call, observed, executed);
                now = new Snapshot(now.parent, now.state.with(executed.block().changes()), now.height, now.time);
                Receipt receipt = executed.block().receipts().get(1);
                yield CallResult.executed(
                        call,
                        receipt,
                        failure(watched, receipt),
                        faults.stream().findFirst());
            }
        };
    }

    <R> R view(TypedCall<R> call) {
        boolean view = directory
                .find(call.contract(), now.state)
                .flatMap(contract -> contract.describe().method(call.method()))
                .map(ContractInterface.Method::view)
                .orElse(true);
        if (!view) {
            throw new AssertionError(call.method() + " is not declared a view; send it as a transaction");
        }
        TouchedKeys touched = new TouchedKeys();
        boolean succeeded = false;
        try {
            R reply = call.reply(new Views(rules, directory)
                    .call(
                            now.state,
                            environment(),
                            call.sender(),
                            call.contract(),
                            call.method(),
                            call.arguments(),
                            touched));
            succeeded = true;
            return reply;
        } finally {
            requireDeclared(call, touched, succeeded);
        }
    }

    private BlockEnvironment environment() {
        return new BlockEnvironment(now.height, now.time, PRODUCER, offences);
    }

    private void requireDeclared(TypedCall<?> call, TouchedKeys touched, boolean succeeded) {
        directory.find(call.contract(), now.state).ifPresent(contract -> {
            var declared =
                    contract.access(call.method(), call.arguments(), new CallSite(call.contract(), call.sender()));
            AccessLedger.OF_THIS_JVM.record(contract.describe(), call, declared, touched, succeeded);
            UndeclaredAccess.refuse(contract.describe(), call, touched.beyond(declared));
        });
    }

    private void requireRepeatable(TypedCall<?> call, CheckedTransaction transaction, Executed first) {
        BlockExecutor again = new BlockExecutor(rules, directory, (key, mode, prefix) -> {});
        var second = batches.backwards(() -> again.execute(now.state, environment(), List.of(), List.of(transaction)));
        if (!(second instanceof Executed executed) || !first.block().equals(executed.block())) {
            throw new AssertionError(
                    call.method()
                            + " did something else when it ran again on the same state; a contract keeps nothing between calls and uses no clock, randomness or hash order, and functions of its batches change nothing");
        }
    }

    private static Optional<ContractFailure> failure(WatchedCall call, Receipt receipt) {
        if (receipt.failureCode() == 0) {
            return Optional.empty();
        }
        return Optional.of(call.failure()
                .orElseGet(() -> new ContractFailure(common(receipt.failureCode()), receipt.failureMessage())));
    }

    private static FailureCode common(int number) {
        return List.of(CommonFailure.values()).stream()
                .filter(failure -> failure.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the kernel failed a call with unknown code " + number));
    }
}
