package org.banyan.core.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.consensus.ForkChoice;
import org.banyan.consensus.KnownBlocks;
import org.banyan.core.execution.Branch;
import org.banyan.core.execution.CheckedTransaction;
import org.banyan.core.execution.ExecutionWatch;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.execution.TransactionRules;
import org.banyan.core.pool.PoolLimits;
import org.banyan.core.pool.TransactionPool;
import org.banyan.core.state.StateView;
import org.banyan.core.store.ChainStore;
import org.banyan.core.store.StateMemory;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.Inherent;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;

/**
 * One chain's state machine: blocks, witnesses and transactions go in, effects come out. The same events on the same store give the same effects.
 *
 * <p>What it reports is durable before it is reported. Holds no thread and no clock; owned by one lane. Source: aelf whitepaper 2.1 (minimum viable
 * blockchain), DESIGN.md 4.
 */
public final class ChainEngine {
    private final EngineParts parts;
    private final ForkTree forks;
    private final Admission admission;
    private final Proposals proposals;
    private final Finality finality;
    private final Head head;
    private final Witnesses witnesses;
    private final BlockImport imports;

    private ChainEngine(EngineParts parts, Recovery.Recovered recovered, PoolLimits poolLimits) {
        this.parts = parts;
        this.forks = recovered.forks();
        this.admission = new Admission(parts, poolLimits);
        var processor = new BlockProcessor(
                parts.chain(),
                new BodyRules(parts.rules(), parts.transactionRules(), admission.verified()),
                parts.executor(),
                parts.store()::finalAt);
        var trees = new TreeHashing(parts.rules().suite().hash(), parts.runner());
        this.proposals = new Proposals(parts, processor, trees);
        this.finality = new Finality(parts, forks, recovered.finalBlock());
        this.head = new Head(parts, forks, finality, admission, recovered.head());
        this.witnesses = new Witnesses(parts, forks, finality, head);
        this.imports = new BlockImport(
                parts, processor, trees, forks, finality, head, witnesses, proposals, admission.verified());
    }

    /**
     * Opens the chain in {@code store}: makes genesis in an empty one, else goes on where the store stopped.
     *
     * @throws org.banyan.core.store.SchemaException if the store belongs to another chain or another version
     * @throws org.banyan.spi.store.StoreCorruptException if a record is missing or damaged
     */
    public static ChainEngine open(ChainDefinition chain, KeyValueStore store, PoolLimits poolLimits) {
        return open(chain, store, poolLimits, new SequentialRunner());
    }

    /** The same with blocks run on {@code runner}, which stays the caller's. */
    public static ChainEngine open(
            ChainDefinition chain, KeyValueStore store, PoolLimits poolLimits, TaskRunner runner) {
        return open(chain, store, poolLimits, runner, ExecutionWatch.NONE, StateMemory.DEFAULT);
    }

    /** The same with so much of the state in memory, and {@code watch} is told how far each run of a block is. */
    public static ChainEngine open(
            ChainDefinition chain,
            KeyValueStore store,
            PoolLimits poolLimits,
            TaskRunner runner,
            ExecutionWatch watch,
            StateMemory memory) {
        EngineParts parts = EngineParts.of(chain, store, runner, watch, memory);
        ChainEngine engine = new ChainEngine(parts, Recovery.open(parts), poolLimits);
        engine.witnesses.finishFinality();
        return engine;
    }

    // Blocks

    /** Checks, executes and stores a block, and moves the head when the fork choice says so. */
    public ImportOutcome importBlock(Block block, Witness witness, Timestamp now, List<EngineEffect> effects) {
        return importBlock(block, witness, CheckedAhead.NOTHING, now, effects);
    }

    /** The same with what was found out about its transactions before. */
    public ImportOutcome importBlock(
            Block block, Witness witness, CheckedAhead ahead, Timestamp now, List<EngineEffect> effects) {
        return importBlock(new OfferedBlock(block, witness, ahead), Optional.empty(), now, effects);
    }

    /**
     * The same for a chain that catches up: while the block's state tree is hashed and its batch written, workers execute {@code next}, which the caller
     * hands in after it. That decides how long the steps take and never how they end.
     */
    public ImportOutcome importBlock(
            OfferedBlock offered, Optional<OfferedBlock> next, Timestamp now, List<EngineEffect> effects) {
        return imports.importBlock(offered, next, now, effects);
    }

    /**
     * The block's transactions that this node admitted before, so that workers can check the others ahead of the import; empty when the block is decided
     * without them: strangers must not make a node verify the signatures of a block that no producer sealed.
     */
    public Optional<CheckedAhead> checkedBefore(Block block, Witness witness, Timestamp now) {
        return imports.checkedBefore(block, witness, now);
    }

    /** The same for a block whose header the caller has looked at, such as one of many that a chain catches up with. */
    public CheckedAhead admittedBefore(Block block) {
        return admission.verified().find(block.body().transactions());
    }

    /** Builds a block on {@code parent}; it waits for {@link #publish}. */
    public BuildOutcome build(BlockId parent, Timestamp time, Bytes data) {
        Optional<BlockNode> node = forks.find(parent);
        if (node.isEmpty() || !node.get().extendsOrIs(finality.block())) {
            return new BuildOutcome.Impossible(BlockRule.PARENT_INVALID.because(
                    "block " + parent + " is not in the fork tree above the final block"));
        }
        return switch (proposals.build(head.branch(node.get()), time, data, admission.pool())) {
            case BlockBuilder.Outcome.Impossible impossible -> new BuildOutcome.Impossible(impossible.verdict());
            case BlockBuilder.Outcome.Built done ->
                new BuildOutcome.Built(done.node().id(), done.block().header());
        };
    }

    /** The answer to {@link #build}. */
    public sealed interface BuildOutcome {
        record Built(BlockId id, Header header) implements BuildOutcome {}

        record Impossible(Verdict.Rejected verdict) implements BuildOutcome {}
    }

    /** Accepts the built block with its seal. */
    public Verdict publish(BlockId id, WitnessEntry seal, List<EngineEffect> effects) {
        Optional<BlockBuilder.Outcome.Built> waiting = proposals.take(id);
        if (waiting.isEmpty()) {
            return BlockRule.PARENT_INVALID.because(
                    "block " + id + " was not built here or was replaced by a later one");
        }
        if (forks.find(id).isPresent()) {
            // The very same block came from elsewhere, or was published before.
            witnesses.add(id, Witness.of(seal), effects);
            return Verdict.ACCEPTED;
        }
        BlockNode node = waiting.get().node();
        BlockNode parent = node.parent().orElseThrow();
        Witness witness = Witness.of(seal);
        if (!forks.find(parent.id()).equals(Optional.of(parent)) || !parent.extendsOrIs(finality.block())) {
            return BlockRule.PARENT_INVALID.because("finality ruled the block's parent out while it was sealed");
        }
        if (parent.consensus().checkSeal(node.header(), witness) instanceof Verdict.Rejected rejected) {
            return rejected;
        }
        node.witness(witness);
        Block block = waiting.get().block();
        boolean better = head.yieldsTo(node);
        parts.store()
                .writeBlock(
                        Recovery.records(node, block, waiting.get().receipts()),
                        witness,
                        better ? Optional.of(id) : Optional.empty());
        imports.join(block, node, waiting.get().report(), better, effects);
        return Verdict.ACCEPTED;
    }

    /**
     * Hands in what the next block built here should carry, such as a header of another chain. Replaces what the same source offered before.
     *
     * @return the verdict of the contract in charge, on the head's state; what it refuses is not kept
     */
    public Verdict offer(String source, Inherent inherent) {
        return proposals.offer(source, inherent, head.branch());
    }

    // Witnesses and finality

    /** Adds what is genuine and new to a known block's witness; a certificate makes the block final. */
    public void addWitness(BlockId id, Witness offered, List<EngineEffect> effects) {
        witnesses.add(id, offered, effects);
    }

    /** As {@link #addWitness}; afterwards all that is known of the block's witness survives a power cut. */
    public void keepWitness(BlockId id, Witness offered, List<EngineEffect> effects) {
        witnesses.keep(id, offered, effects);
    }

    // Head

    /** From now on the head is this block or extends it. Nothing changes when the block is not known or does not extend the final block. */
    public void anchor(BlockId id, List<EngineEffect> effects) {
        forks.find(id)
                .filter(found -> found.extendsOrIs(finality.block()))
                .ifPresent(found -> head.anchor(found, effects));
    }

    // Transactions

    /** Form and signatures, on any thread. */
    public TransactionRules transactionRules() {
        return parts.transactionRules();
    }

    /**
     * Why {@link #submit} would refuse a transaction whoever signed it: found in a few steps, so that nobody makes a node verify signatures of what cannot be
     * packed. Its signatures need not have been checked.
     */
    public Optional<Verdict.Rejected> precheck(CheckedTransaction unverified) {
        return admission.precheck(unverified, head.branch());
    }

    /** Takes a checked transaction into the pool when it may stand in the next block and its payer can pay, or says why not. */
    public Verdict submit(CheckedTransaction transaction) {
        return admission.submit(transaction, head.branch());
    }

    public TransactionPool pool() {
        return admission.pool();
    }

    // Looking

    public EngineParts parts() {
        return parts;
    }

    public ChainStore store() {
        return parts.store();
    }

    public ForkChoice.Tip head() {
        return head.block().tip();
    }

    public ForkChoice.Tip finalBlock() {
        return finality.block().tip();
    }

    /** The branch that ends in the head, for views and trial runs on the engine's lane. */
    public Branch headBranch() {
        return head.branch();
    }

    /** The head and the state after it, to be handed to readers on other threads. */
    public HeadState headState() {
        return head.state();
    }

    /**
     * The state after a block that is not final yet, or is final and not too old, to be handed to readers on other threads as {@link #headState} is; empty when
     * it is not kept.
     */
    public Optional<StateView> stateAfter(BlockId id, Height height) {
        Optional<BlockNode> node = forks.find(id).filter(found -> found.extendsOrIs(finality.block()));
        if (node.isPresent()) {
            return Optional.of(head.shared(head.branch(node.get())).state());
        }
        return parts.store()
                .finalAt(height)
                .filter(id::equals)
                .flatMap(found -> parts.store().stateAt(height));
    }

    /** A block of the main branch above the final block, or the final block itself. */
    public Optional<BlockId> mainBlockAt(Height height) {
        Optional<BlockId> recent = head.block().ancestor(height).map(BlockNode::id);
        return recent.isPresent() ? recent : parts.store().finalAt(height);
    }

    /** Whether the block is on the main branch. */
    public boolean isMain(BlockId id, Height height) {
        return mainBlockAt(height).equals(Optional.of(id));
    }

    /** The fork tree as an agent may see it. */
    public KnownBlocks knownBlocks() {
        return new AgentView(forks, finality.block(), () -> admission.pool().size() > 0 || proposals.hasOffers());
    }

    /** What stands beside the blocks above the final one, parents first: what an agent that starts anew must hear of. */
    public List<EngineEffect.WitnessGrew> keptWitnesses() {
        return witnesses.aboveFinal();
    }

    Optional<BlockNode> node(BlockId id) {
        return forks.find(id);
    }

    /** What is known of a block's signatures and certificates, while it is kept in memory. */
    public Optional<Witness> witness(BlockId id) {
        return forks.find(id).map(BlockNode::witness);
    }

    /** Why the block was refused for good, if it was. */
    public Map<BlockId, Verdict.Rejected> invalidBlocks() {
        return imports.invalid().all();
    }
}
