package org.banyan.core.store;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.StateKey;
import org.banyan.core.state.StateView;
import org.banyan.core.tree.StateTree;
import org.banyan.core.tree.StateTrees;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.list.HistoryNode;
import org.banyan.types.receipt.Receipt;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.state.StateHasher;

/**
 * One chain's records. Two batches change it: the <em>block batch</em> (block, receipts, effects, indexes, head pointer), synced, and the <em>fold batch</em>
 * (a final block's changes into flat state and tree, with the watermark). A crash at any instruction reopens between batches. DESIGN.md 4.
 *
 * <p>Writes and the flat state belong to the engine's lane; records and proofs may be read by any thread.
 */
public final class ChainStore {
    /** Newest final heights at which state is provable and readable. */
    public static final int RETAINED_HEIGHTS = 256;

    static final long SCHEMA = 2;
    /** More than a full block makes stale, about two pages per changed key, so that pruning keeps up. */
    private static final int PRUNED_RECORDS_MAX = 65_536;

    static final String SCHEMA_NAME = "schema";
    static final String CHAIN_NAME = "chain";
    static final String SPECIFICATION_NAME = "specification";
    static final String HEAD_NAME = "head";
    static final String FINAL_NAME = "final";
    static final String FOLDED_NAME = "folded";
    static final String TRAIL_NAME = "trail";
    static final String BODIES_NAME = "bodies";
    static final String RECORDS_NAME = "records";

    private final KeyValueStore store;
    private final StateTrees trees;
    private final FlatState flat;
    private final StoredBlocks blocks;
    private final BlockPruning pruning;

    /** Whether a power cut could take a witness away that was written. */
    private boolean witnessesAtRisk;

    /** What is kept of final blocks that nothing in the protocol refers to any more. */
    public enum Keeping {
        /** Headers, certificates, the history, and the state that each left to consensus. */
        FULL,
        /** Headers, certificates and the history alone. */
        LIGHT_HISTORY
    }

    /** A transaction's place in a block. */
    public record Position(BlockId block, int index) {}

    private ChainStore(KeyValueStore store, StateTrees trees, long flatBytes) {
        this.store = store;
        this.trees = trees;
        this.flat = new FlatState(store, flatBytes);
        this.blocks = new StoredBlocks(store);
        this.pruning = new BlockPruning(store, blocks);
    }

    /**
     * Opens the chain's records, or an empty store for it.
     *
     * @throws SchemaException if the store belongs to another chain or another version
     */
    public static ChainStore open(KeyValueStore store, ChainId chain, StateHasher hasher, StateMemory memory) {
        Optional<Bytes> schema = store.get(ChainKeys.meta(SCHEMA_NAME));
        if (schema.isPresent()) {
            long found = ChainKeys.number(schema.get());
            if (found != SCHEMA) {
                boolean newer = found > SCHEMA;
                throw new SchemaException(
                        newer ? SchemaException.Kind.NEWER_SCHEMA : SchemaException.Kind.OLDER_SCHEMA,
                        "the store has schema " + found + ", this software knows " + SCHEMA
                                + "; start it with the version that wrote it, "
                                + (newer
                                        ? "or restore a snapshot"
                                        : "or let it take the chain in again into an empty directory"));
            }
            Bytes owner = store.get(ChainKeys.meta(CHAIN_NAME)).orElse(Bytes.EMPTY);
            if (!owner.equals(chain.bytes())) {
                throw new SchemaException(
                        SchemaException.Kind.OTHER_CHAIN,
                        "the store holds chain " + owner + ", the specification is that of chain " + chain
                                + "; use the specification the store was made with, or another directory");
            }
        }
        return new ChainStore(store, StateTrees.open(store, ChainKeys.TREE, hasher, memory.tree()), memory.flatBytes());
    }

    public boolean isEmpty() {
        return store.get(ChainKeys.meta(SCHEMA_NAME)).isEmpty();
    }

    public StateView flat() {
        return flat;
    }

    /** How far the cache of the flat state helped; on the lane. */
    public StateReads stateReads() {
        return flat.reads();
    }

    public StateTrees trees() {
        return trees;
    }

    // Block batch

    /** Writes a block with all that belongs to it; {@code head} moves the head pointer in the same batch. */
    public void writeBlock(BlockRecords records, Witness witness, Optional<BlockId> head) {
        WriteBatch batch = new WriteBatch();
        blocks.put(batch, records, witness);
        head.ifPresent(to -> batch.put(ChainKeys.meta(HEAD_NAME), to.bytes()));
        store.write(batch, Durability.SYNCED);
        witnessesAtRisk = false;
    }

    /** The first batch of a chain: its identity, genesis, and genesis folded. */
    public void writeGenesis(
            ChainSpecification specification,
            ChainId chain,
            BlockRecords genesis,
            StateTree tree,
            List<HistoryNode> history) {
        BlockId id = genesis.id();
        WriteBatch batch = new WriteBatch()
                .put(ChainKeys.meta(SCHEMA_NAME), ChainKeys.number(SCHEMA))
                .put(ChainKeys.meta(CHAIN_NAME), chain.bytes())
                .put(ChainKeys.meta(SPECIFICATION_NAME), ChainSpecification.CODEC.encode(specification))
                .put(ChainKeys.meta(HEAD_NAME), id.bytes())
                .put(ChainKeys.meta(FINAL_NAME), id.bytes());
        blocks.put(batch, genesis, Witness.EMPTY);
        putFold(batch, id, Height.GENESIS, genesis.changes(), tree, history);
        store.write(batch, Durability.SYNCED);
        trees.flushed();
        flat.folded(genesis.changes());
    }

    /** A witness that grew. What a power cut takes away of it the peers still have; what this node's own promises rest on is written {@code SYNCED}. */
    public void writeWitness(BlockId id, Witness witness, Durability durability) {
        store.write(new WriteBatch().put(ChainKeys.witness(id), Witness.CODEC.encode(witness)), durability);
        witnessesAtRisk = durability != Durability.SYNCED;
    }

    /**
     * Makes the witnesses durable that were written before, if any is not: whoever signs a vote because of votes it saw must find them again after a power
     * cut. By the store's rule STORE-12 an empty synced batch does it.
     */
    public void syncWitnesses() {
        if (witnessesAtRisk) {
            store.write(new WriteBatch(), Durability.SYNCED);
            witnessesAtRisk = false;
        }
    }

    public void writeHead(BlockId head) {
        store.write(new WriteBatch().put(ChainKeys.meta(HEAD_NAME), head.bytes()), Durability.SYNCED);
    }

    public void writeFinal(BlockId finalBlock) {
        store.write(new WriteBatch().put(ChainKeys.meta(FINAL_NAME), finalBlock.bytes()), Durability.SYNCED);
    }

    // Fold batch

    /**
     * Folds a final block into flat state and tree, and deletes the blocks that its finality ruled out.
     *
     * @param dropped blocks that conflict with it, with their transactions
     */
    public void fold(
            BlockId id,
            Height height,
            ChangeSet changes,
            StateTree tree,
            List<HistoryNode> history,
            NavigableMap<BlockId, List<TransactionId>> dropped) {
        WriteBatch batch = new WriteBatch();
        putFold(batch, id, height, changes, tree, history);
        dropped.forEach((block, transactions) -> blocks.delete(batch, block, transactions));
        if (height.value() > RETAINED_HEIGHTS) {
            Height oldest = height.minus(RETAINED_HEIGHTS);
            batch.delete(ChainKeys.undo(oldest));
            trees.prune(oldest, batch, PRUNED_RECORDS_MAX);
        }
        // Not synced: what a power cut takes away is folded again from the change sets when the store is opened.
        store.write(batch, Durability.BUFFERED);
        trees.flushed();
        flat.folded(changes);
    }

    /**
     * Removes bodies, receipts and changes of the oldest final blocks, a bounded number of them at once; genesis stays.
     *
     * @param below not above what later blocks, snapshots and {@link #stateAt} refer to
     * @return whether more is left to remove
     */
    public boolean pruneBlocks(Height below, Keeping keeping) {
        return pruning.step(below, keeping);
    }

    /** Of all final blocks at this height and above the bodies are here. */
    public Height bodiesFrom() {
        return new Height(pruning.number(BODIES_NAME));
    }

    /** Of all final blocks at this height and above there is what they left to consensus. */
    public Height recordsFrom() {
        return new Height(pruning.number(RECORDS_NAME));
    }

    private void putFold(
            WriteBatch batch, BlockId id, Height height, ChangeSet changes, StateTree tree, List<HistoryNode> history) {
        batch.put(ChainKeys.undo(height), changes.valuesBefore(flat));
        flat.fold(changes, batch);
        trees.flush(tree, batch);
        history.forEach(node -> batch.put(
                ChainKeys.history(node.level(), node.index()), node.hash().bytes()));
        batch.put(ChainKeys.finalAt(height), id.bytes());
        batch.put(ChainKeys.meta(FOLDED_NAME), id.bytes());
    }

    // Reading

    public BlockId head() {
        return pointer(HEAD_NAME);
    }

    public BlockId finalBlock() {
        return pointer(FINAL_NAME);
    }

    public BlockId folded() {
        return pointer(FOLDED_NAME);
    }

    private BlockId pointer(String name) {
        return new BlockId(Hash.of(required(ChainKeys.meta(name), "the pointer " + name)));
    }

    public ChainSpecification specification() {
        return StoredBlocks.decode(
                ChainSpecification.CODEC,
                required(ChainKeys.meta(SPECIFICATION_NAME), "the specification"),
                "the specification");
    }

    public Optional<Header> header(BlockId id) {
        return blocks.header(id);
    }

    public Optional<Block> block(BlockId id) {
        return blocks.block(id);
    }

    public Optional<List<Receipt>> receipts(BlockId id) {
        return blocks.receipts(id);
    }

    /** The block's transactions, in its order, without reading the block. */
    public List<TransactionId> transactions(BlockId id) {
        return blocks.transactions(id);
    }

    /** Inherents and spent ids of a block whose body is here, or was summed up when a snapshot was restored. */
    public Optional<BodySummary> summary(BlockId id, HashFunction hash) {
        return blocks.summary(id, hash);
    }

    public ChangeSet changes(BlockId id) {
        return blocks.changes(id);
    }

    public BlockEffects effects(BlockId id) {
        return blocks.effects(id);
    }

    public Witness witness(BlockId id) {
        return blocks.witness(id);
    }

    public Optional<BlockId> finalAt(Height height) {
        return store.get(ChainKeys.finalAt(height)).map(bytes -> new BlockId(Hash.of(bytes)));
    }

    /** Stored blocks at {@code from} and above, lowest first. */
    public List<BlockId> blocksFrom(Height from) {
        return blocks.blocksFrom(from);
    }

    /** Every stored block that holds the transaction; forks may hold it too. */
    public List<Position> positions(TransactionId transaction) {
        return blocks.positions(transaction);
    }

    /** The trail that a restored store was made final by, in the form of its snapshot; empty in a store that began with genesis. */
    public Optional<Bytes> trail() {
        return store.get(ChainKeys.meta(TRAIL_NAME));
    }

    public Optional<Hash> historyNode(int level, long index) {
        return store.get(ChainKeys.history(level, index)).map(Hash::of);
    }

    /** What the keys changed by the final block at {@code height} held before it. */
    public Optional<ChangeSet> undo(Height height) {
        return store.get(ChainKeys.undo(height)).map(before -> {
            String what = "undo of height " + height;
            BlockId block = finalAt(height)
                    .orElseThrow(() -> new StoreCorruptException(what + " is there but its block is not; restore the"
                            + " chain from a snapshot or from peers"));
            return StoredBlocks.decode(changes(block).undoneBy(), before, what);
        });
    }

    /** Final values as of the latest fold, from any thread: no cache. */
    public Optional<Bytes> finalValue(StateKey key) {
        return store.get(ChainKeys.state(key));
    }

    /** All of the state after a folded height that is still retained, from any thread; to be closed. */
    public Optional<StateEntries> entriesAt(Height height) {
        return StateEntries.at(height, this);
    }

    KeyValueStore.Cursor allFinalValues() {
        return store.scan(ChainKeys.allState(), ChainKeys.allState());
    }

    KeyValueStore.Cursor finalValues(Address contract, Bytes prefix) {
        return FlatState.open(store, contract, prefix);
    }

    /** The state after a folded height that is still retained; to be read by any thread, also while blocks are added and folded. */
    public Optional<StateView> stateAt(Height height) {
        Height folded = header(folded()).orElseThrow().height();
        return height.compareTo(folded) > 0 ? Optional.empty() : HistoricalState.at(height, this);
    }

    public long sizeBytes() {
        return store.sizeBytes();
    }

    private Bytes required(Bytes key, String what) {
        return store.get(key)
                .orElseThrow(() -> new StoreCorruptException(
                        what + " is missing; restore the chain from a snapshot or from peers"));
    }
}
