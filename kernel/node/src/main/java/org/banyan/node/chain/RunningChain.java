package org.banyan.node.chain;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.banyan.core.chain.ChainEngine;
import org.banyan.core.chain.EngineEffect;
import org.banyan.core.chain.EngineParts;
import org.banyan.core.chain.HeadState;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.execution.ChainRules;
import org.banyan.core.execution.TransactionRules;
import org.banyan.node.chain.ChainObserver.Origin;
import org.banyan.node.execution.ExecutionRecorder;
import org.banyan.node.execution.RecentExecutions;
import org.banyan.spi.time.TimeSource;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Witness;
import org.banyan.types.specification.ChainSpecification;
import org.jspecify.annotations.Nullable;

/**
 * One running chain as the rest of the process sees it. Everything that touches the engine happens on the chain's lane; waiting work is bounded and refused
 * with {@link ChainUnavailableException} beyond that.
 *
 * <p>Thread-safe. A broken invariant or a failing store stops the chain and is handed to the host: a halted node is better than a wrong one.
 */
public final class RunningChain {
    /** Transactions of one {@link #submitAll}. */
    public static final int BATCH_MAX = 10_000;

    public static final int SUBSCRIPTIONS_MAX = 1024;

    /** Blocks whose transactions {@link #importBlocks} has checked before their turn. */
    public static final int BLOCKS_AHEAD_MAX = 2;

    /** Longest wait for the lane. */
    public static final long WAIT_SECONDS_MAX = 30;

    private final ChainRules rules;
    private final TransactionRules transactionRules;
    private final EffectLoop loop;
    private final TimeSource time;
    private final Turns turns;
    private final Imports imports;
    private final Submissions submissions;
    private final ChainObserver observer;
    private final Subscriptions subscriptions;
    private final EngineParts parts;
    private final RecentExecutions executions;
    private volatile ChainStatus status;
    private volatile HeadState headState;

    /**
     * @param seats the node's producers, or one that only follows
     * @param workers checks signatures of batches
     * @param onFailure is told once, on any thread, why the chain cannot go on
     */
    public RunningChain(
            ChainEngine engine,
            List<Seat> seats,
            TimeSource time,
            Lane lane,
            Executor workers,
            ChainObserver observer,
            Consumer<Throwable> onFailure) {
        this(engine, seats, time, lane, workers, observer, onFailure, new RecentExecutions(new ExecutionRecorder()));
    }

    /** The same, which keeps what it tells of its blocks' execution in {@code executions}. */
    public RunningChain(
            ChainEngine engine,
            List<Seat> seats,
            TimeSource time,
            Lane lane,
            Executor workers,
            ChainObserver observer,
            Consumer<Throwable> onFailure,
            RecentExecutions executions) {
        this(engine, seats, time, lane, workers, VerifyHelp.NONE, observer, onFailure, executions);
    }

    /** The same, whose workers have {@code help} with signatures of batches and blocks. */
    public RunningChain(
            ChainEngine engine,
            List<Seat> seats,
            TimeSource time,
            Lane lane,
            Executor workers,
            VerifyHelp help,
            ChainObserver observer,
            Consumer<Throwable> onFailure,
            RecentExecutions executions) {
        this.executions = executions;
        this.parts = engine.parts();
        this.rules = parts.rules();
        this.transactionRules = engine.transactionRules();
        this.time = time;
        this.subscriptions = new Subscriptions(name());
        this.turns = new Turns(name(), lane, this::stepped, failure -> {
            onFailure.accept(failure);
            subscriptions.stopped();
        });
        this.loop = new EffectLoop(engine, seats, time, lane, turns::step, observer, this::tell);
        SignatureStage signatures =
                new SignatureStage(transactionRules, rules.suite().id(), workers, help);
        this.submissions = new Submissions(turns, loop, workers, signatures, observer);
        this.imports = new Imports(turns, loop, workers, signatures);
        this.observer = observer;
        this.status = loop.status();
        this.headState = engine.headState();
    }

    // Who it is

    public ChainId chainId() {
        return rules.chainId();
    }

    public String name() {
        return rules.specification().name();
    }

    public ChainSpecification specification() {
        return rules.specification();
    }

    public ChainRules rules() {
        return rules;
    }

    /** Form and signatures of transactions, on any thread. */
    public TransactionRules transactionRules() {
        return transactionRules;
    }

    /** Where the chain stands; never waits. */
    public ChainStatus status() {
        return status;
    }

    /** What this node's producers did in their slots; never waits. */
    public SlotLedger ledger() {
        return loop.ledger();
    }

    /** The clock that the chain's agents go by. */
    public Timestamp now() {
        return time.now();
    }

    public boolean isStopped() {
        return turns.isStopped();
    }

    // Life

    /** Lets the agents begin. */
    public void start() {
        turns.offer(() -> turns.step(loop::start));
    }

    /** Finishes what the lane is doing, then runs {@code last} on it, such as closing the store. */
    public void stop(Runnable last) {
        turns.stop(last);
        subscriptions.stopped();
    }

    // Reading

    /** The head and the state after it, as of the last step; never waits, and any thread may read it for as long as it says. */
    public HeadState headState() {
        return headState;
    }

    /**
     * Asks on the caller's thread, while the lane goes on: views of a {@link #headState} or of {@link org.banyan.core.store.ChainStore#stateAt}, stored records
     * and proofs. What holds for every chain is the caller's to bound: how many ask at once.
     *
     * @throws ChainUnavailableException if the chain stopped
     * @throws RuntimeException what the question throws
     */
    public <T extends @Nullable Object> T look(Function<EngineParts, T> question) {
        return turns.beside(() -> question.apply(parts));
    }

    /**
     * Asks the engine on the chain's lane and waits. The question must be short and must not keep the engine.
     *
     * @throws ChainUnavailableException if the chain is busy or stopped
     * @throws RuntimeException what the question throws
     */
    public <T extends @Nullable Object> T read(Function<ChainEngine, T> question) {
        return turns.onLane(() -> question.apply(loop.engine()), false);
    }

    /**
     * Runs {@code wakeUp} on the lane whenever the chain did something, and queues nothing: for who looks at the chain then, and may be as slow as it likes. Only
     * {@link EffectSubscription.Item.Stopped} can be polled.
     */
    public EffectSubscription wakeUps(Runnable wakeUp) {
        return subscribe(EffectSubscription.WAKE_UPS_ONLY, wakeUp);
    }

    /** A queue of what the chain does from now on; {@code wakeUp} runs on the lane after each addition and must be quick. */
    public EffectSubscription subscribe(int capacity, Runnable wakeUp) {
        EffectSubscription subscription = subscriptions.add(capacity, wakeUp);
        if (turns.isStopped()) {
            subscription.stopped();
        }
        return subscription;
    }

    /** How the newest blocks were run on this node. */
    public RecentExecutions executions() {
        return executions;
    }

    // Changing

    /**
     * Takes a transaction's canonical envelope into the pool. Form and signatures are checked on the caller's thread, signatures last: what could not be packed
     * whoever signed it costs no verification.
     *
     * @throws ChainUnavailableException if the chain is busy or stopped
     */
    public Verdict submit(Bytes envelope) {
        return submit(envelope, Runnable::run);
    }

    /** The same; {@code verifying} runs the check of signatures and nothing else, such as when others have had their turn, and returns when it is done. */
    public Verdict submit(Bytes envelope, Executor verifying) {
        return submissions.submit(envelope, verifying, Origin.API);
    }

    /**
     * Takes several; each gets its own verdict, in order. Signatures are checked by the workers.
     *
     * @throws IllegalArgumentException beyond {@value #BATCH_MAX}
     * @throws ChainUnavailableException if the chain is busy or stopped; some may be in the pool then, and offering them again is safe
     */
    public List<Verdict> submitAll(List<Bytes> envelopes) {
        return submitAll(envelopes, Origin.API);
    }

    /** The same for transactions that came from elsewhere. */
    public List<Verdict> submitAll(List<Bytes> envelopes, Origin origin) {
        return submissions.submitAll(envelopes, origin);
    }

    /** Hands in a block from elsewhere; one that is early is held and handed in again by itself. Signatures that are new here are checked by the workers. */
    public ImportOutcome importBlock(Block block, Witness witness) {
        return imports.importBlock(block, witness);
    }

    /** The same; {@code next} is what the caller hands in after it, so that it can be executed while this one is stored. */
    public ImportOutcome importBlock(SealedBlock sealed, SealedBlock next) {
        return imports.importBlock(sealed, next);
    }

    /**
     * Hands in blocks one after the other, as a chain that catches up does: the workers check the transactions of the next {@value #BLOCKS_AHEAD_MAX}, whose
     * headers the caller has looked at, and while the tree of one block is hashed and its batch written, the one after it is executed when it is checked by
     * then. Ends with the first block that is not taken.
     *
     * @return an outcome for each block that was handed in; all but the last are {@link ImportOutcome.Imported} or {@link ImportOutcome.Known}
     * @throws ChainUnavailableException if the chain is busy or stopped; what was taken before stays
     */
    public List<ImportOutcome> importBlocks(List<SealedBlock> blocks) {
        return imports.importBlocks(blocks);
    }

    /** Hands in signatures or certificates of a known block. */
    public void addWitness(BlockId block, Witness witness) {
        turns.onLane(
                () -> {
                    loop.addWitness(block, witness);
                    return true;
                },
                true);
    }

    /**
     * Hands in what this node's next block should carry, such as a header of another chain. Replaces what the same source offered before.
     *
     * @return the verdict of the contract in charge, on the head's state
     */
    public Verdict offer(String source, Inherent inherent) {
        return turns.onLane(() -> loop.offer(source, inherent), true);
    }

    /** Hands the agent what the agent of a peer sent; a message that is too long is dropped. */
    public void hear(Bytes message) {
        turns.onLane(
                () -> {
                    loop.hear(message);
                    return true;
                },
                true);
    }

    /** Hands the agent an instruction that its consensus defines; the answer is a report. */
    public void instruct(Bytes instruction) {
        turns.onLane(
                () -> {
                    loop.instruct(instruction);
                    return true;
                },
                true);
    }

    // What every turn of the lane leaves

    private void stepped() {
        headState = loop.engine().headState();
        status = loop.status();
        observer.stepped(status);
    }

    private void tell(EngineEffect effect) {
        if (effect instanceof EngineEffect.BlockStored stored) {
            observer.executed(stored.id(), executions.keep(stored.id(), stored.report()));
        }
        subscriptions.tell(effect);
    }
}
