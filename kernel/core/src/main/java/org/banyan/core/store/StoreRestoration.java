package org.banyan.core.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.banyan.core.tree.StateTree;
import org.banyan.core.tree.StateTrees;
import org.banyan.core.tree.TreeChange;
import org.banyan.core.tree.TreeMemory;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.list.HistoryNode;
import org.banyan.types.specification.ChainSpecification;
import org.banyan.types.state.StateHasher;

/**
 * Fills an empty store with a chain's records as of one final block. Until {@link #finish} it is no chain's store: whoever stops before must throw it away.
 * Checks nothing but the state root; the caller answers for the rest. Confined to one thread.
 */
public final class StoreRestoration {
    /** Keys whose hashes are sorted in memory at once, 64 bytes each and what holds them. */
    static final int LEAVES_MAX = 1 << 20;

    private static final long BATCH_BYTES = 8L << 20;
    private static final int PRUNED_RECORDS_MAX = 65_536;

    private final KeyValueStore store;
    private final StateHasher hasher;
    private final TaskRunner runner;
    private WriteBatch batch = new WriteBatch();
    private long values;

    /** @throws IllegalArgumentException if the store is not empty */
    public StoreRestoration(KeyValueStore store, StateHasher hasher, TaskRunner runner) {
        this.store = store;
        this.hasher = hasher;
        this.runner = runner;
        try (KeyValueStore.Cursor cursor = store.scan(Bytes.EMPTY, Bytes.EMPTY)) {
            if (cursor.next().isPresent()) {
                throw new IllegalArgumentException(
                        "a snapshot is restored into an empty store only, this one has records");
            }
        }
    }

    /** A block of the chain's line, and the parts of the history that are complete with it. */
    public void ancestor(Height height, BlockId id, Collection<HistoryNode> completed) {
        batch.put(ChainKeys.finalAt(height), id.bytes());
        completed.forEach(node -> batch.put(
                ChainKeys.history(node.level(), node.index()), node.hash().bytes()));
        written();
    }

    public void historyNode(HistoryNode node) {
        batch.put(ChainKeys.history(node.level(), node.index()), node.hash().bytes());
    }

    public void header(BlockId id, Header header) {
        put(id, header);
        written();
    }

    /** A recent block without its body. */
    public void block(BlockId id, Header header, BodySummary summary, BlockEffects effects) {
        BlockPlace place = put(id, header);
        batch.put(ChainKeys.summary(place), BodySummary.CODEC.encode(summary));
        batch.put(ChainKeys.effects(place), BlockEffects.CODEC.encode(effects));
        written();
    }

    private BlockPlace put(BlockId id, Header header) {
        BlockPlace place = new BlockPlace(header.height(), 0);
        batch.put(ChainKeys.place(id), place.bytes());
        batch.put(ChainKeys.header(place), Bytes.concat(id.bytes(), Header.CODEC.encode(header)));
        return place;
    }

    public void witness(BlockId id, Witness witness) {
        batch.put(ChainKeys.witness(id), Witness.CODEC.encode(witness));
        written();
    }

    /** Values of the state, each key once. */
    public void values(List<StateEntry> entries) {
        for (StateEntry entry : entries) {
            batch.put(ChainKeys.state(entry.key()), entry.value());
            written();
        }
        values += entries.size();
    }

    private void written() {
        if (batch.sizeBytes() >= BATCH_BYTES) {
            write();
        }
    }

    private void write() {
        store.write(batch, Durability.BUFFERED);
        batch = new WriteBatch();
    }

    /**
     * Makes the state tree of the values, as of {@code height}. Keys are sorted by their hashes a slice at a time, so memory stays bounded however many there are.
     *
     * @return the state root
     */
    public Hash makeTree(Height height) {
        return makeTree(height, LEAVES_MAX);
    }

    Hash makeTree(Height height, int leavesMax) {
        write();
        StateTrees trees = StateTrees.open(store, ChainKeys.TREE, hasher, TreeMemory.DEFAULT);
        long slices = slices(height, leavesMax);
        StateTree tree = trees.first(height.minus(slices - 1), slice(0, slices));
        flush(trees, tree);
        for (long slice = 1; slice < slices; slice++) {
            tree = tree.update(height.minus(slices - 1 - slice), slice(slice, slices), runner);
            flush(trees, tree);
        }
        boolean more = slices > 1;
        while (more) {
            WriteBatch pruned = new WriteBatch();
            more = trees.prune(height, pruned, PRUNED_RECORDS_MAX);
            store.write(pruned, Durability.BUFFERED);
        }
        return tree.root();
    }

    /** A power of two: each slice has the keys whose hashes begin with its number. No more than there are versions for, at most 2^16. */
    private long slices(Height height, int leavesMax) {
        long slices = 1;
        // Hashes spread evenly but for a little, so that a slice is planned a quarter below what it may have.
        while (values / slices > leavesMax - leavesMax / 4 && 2 * slices <= height.value() && slices < 1 << 16) {
            slices *= 2;
        }
        return slices;
    }

    private List<TreeChange> slice(long slice, long slices) {
        int bits = Long.numberOfTrailingZeros(slices);
        LeafBuffer leaves = new LeafBuffer();
        try (KeyValueStore.Cursor cursor = store.scan(ChainKeys.allState(), ChainKeys.allState())) {
            cursor.forEachRemaining(stored -> {
                StateEntry entry = StateEntries.entry(stored);
                Hash keyHash =
                        hasher.keyHash(entry.key().contract(), entry.key().key());
                if (bits == 0 || keyHash.word0() >>> Long.SIZE - bits == slice) {
                    leaves.add(TreeChange.put(keyHash, hasher.valueHash(entry.value())));
                }
            });
        }
        return leaves.sorted();
    }

    /** Grows without copying what a list of unknown length would copy more than once. */
    private static final class LeafBuffer {
        private TreeChange[] leaves = new TreeChange[1 << 10];
        private int size;

        private void add(TreeChange leaf) {
            if (size == leaves.length) {
                leaves = Arrays.copyOf(leaves, 2 * size);
            }
            leaves[size++] = leaf;
        }

        private List<TreeChange> sorted() {
            Arrays.sort(leaves, 0, size, (one, other) -> one.keyHash().compareTo(other.keyHash()));
            return Arrays.asList(leaves).subList(0, size);
        }
    }

    private void flush(StateTrees trees, StateTree tree) {
        WriteBatch pages = new WriteBatch();
        trees.flush(tree, pages);
        store.write(pages, Durability.BUFFERED);
        trees.flushed();
    }

    /**
     * Makes it the chain's store, with {@code block} as its final block and head. Synced, and with it all before.
     *
     * @param recordsFrom height of the first block that was restored with what it left to consensus
     * @param trail why the block is final, for who makes snapshots of this store later
     */
    public void finish(
            ChainSpecification specification,
            ChainId chain,
            BlockId block,
            Height height,
            Height recordsFrom,
            Bytes trail) {
        batch.put(ChainKeys.meta(ChainStore.SCHEMA_NAME), ChainKeys.number(ChainStore.SCHEMA))
                .put(ChainKeys.meta(ChainStore.CHAIN_NAME), chain.bytes())
                .put(ChainKeys.meta(ChainStore.SPECIFICATION_NAME), ChainSpecification.CODEC.encode(specification))
                .put(ChainKeys.meta(ChainStore.TRAIL_NAME), trail)
                .put(ChainKeys.meta(ChainStore.BODIES_NAME), ChainKeys.number(height.value() + 1))
                .put(ChainKeys.meta(ChainStore.RECORDS_NAME), ChainKeys.number(recordsFrom.value()))
                .put(ChainKeys.meta(ChainStore.HEAD_NAME), block.bytes())
                .put(ChainKeys.meta(ChainStore.FINAL_NAME), block.bytes())
                .put(ChainKeys.meta(ChainStore.FOLDED_NAME), block.bytes());
        store.write(batch, Durability.SYNCED);
        batch = new WriteBatch();
    }
}
