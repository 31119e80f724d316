package org.banyan.core.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.banyan.consensus.ConsensusState;
import org.banyan.core.execution.ExecutedBlock;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.store.BlockEffects;
import org.banyan.core.store.BlockRecords;
import org.banyan.core.store.ChainStore;
import org.banyan.core.tree.StateTree;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.list.HistoryAccumulator;
import org.banyan.types.list.HistoryNode;
import org.jspecify.annotations.Nullable;

/**
 * Brings the fork tree back from the store. This is the normal start, not repair: blocks above the watermark are put on top of the folded state by their
 * change sets, and final ones among them are folded.
 */
final class Recovery {
    private final EngineParts parts;
    private final ChainStore store;
    private final TreeHashing trees;

    private Recovery(EngineParts parts) {
        this.parts = parts;
        this.store = parts.store();
        this.trees = new TreeHashing(parts.rules().suite().hash(), parts.runner());
    }

    record Recovered(ForkTree forks, BlockNode head, BlockNode finalBlock) {}

    static Recovered open(EngineParts parts) {
        Recovery recovery = new Recovery(parts);
        return parts.store().isEmpty() ? recovery.start() : recovery.resume();
    }

    private Recovered start() {
        ExecutedBlock executed = Genesis.execute(parts.rules(), parts.executor());
        var hash = parts.rules().suite().hash();
        StateTree tree = store.trees().first(Height.GENESIS, trees.hashed(executed.changes()));
        Block block = Genesis.block(parts.chain(), executed, tree.root());
        BlockId id = block.header().id(hash);
        var history = HistoryAccumulator.EMPTY.appended(hash, id);
        var content = new BlockNode.Content(
                List.of(),
                parts.chain().consensus().genesis(),
                history.history(),
                history.completed(),
                Height.GENESIS,
                id,
                executed.changes(),
                tree);
        BlockNode node = new BlockNode(id, block.header(), null, content, Witness.EMPTY);
        store.writeGenesis(
                parts.rules().specification(),
                parts.rules().chainId(),
                records(node, block, executed.encodedReceipts()),
                tree,
                history.completed());
        node.fold();
        return new Recovered(new ForkTree(node), node, node);
    }

    static BlockRecords records(BlockNode node, Block block, List<Bytes> receipts) {
        var effects = new BlockEffects(
                node.consensus().encoded(), node.history(), node.chainFinalHeight(), node.chainFinal());
        return new BlockRecords(node.id(), block, node.transactions(), receipts, node.changes(), effects);
    }

    private Recovered resume() {
        BlockId foldedId = store.folded();
        Height foldedHeight = requiredHeader(foldedId).height();
        ForkTree forks = recentFinal(foldedId, foldedHeight);
        BlockNode folded = forks.find(foldedId).orElseThrow();
        for (BlockId id : store.blocksFrom(foldedHeight.next())) {
            Header header = requiredHeader(id);
            forks.find(header.parent())
                    .filter(parent -> parent.extendsOrIs(folded))
                    .ifPresent(parent -> forks.add(unfolded(id, header, parent)));
        }
        BlockNode finalBlock = foldUpTo(forks, folded);
        BlockNode head = forks.find(store.head())
                .filter(node -> node.extendsOrIs(finalBlock))
                .orElse(finalBlock);
        return new Recovered(forks, head, finalBlock);
    }

    private BlockNode foldUpTo(ForkTree forks, BlockNode folded) {
        BlockId finalId = store.finalBlock();
        BlockNode target = forks.find(finalId)
                .orElseThrow(() -> new StoreCorruptException(
                        "final block " + finalId + " is missing; restore the chain from a snapshot or from peers"));
        if (target.height().compareTo(folded.height()) > 0) {
            Finality finality = new Finality(parts, forks, folded);
            ForkTree.path(folded, target).forEach(finality::fold);
            return target;
        }
        return folded;
    }

    /** The final blocks that marks, spent ids and certificates may still refer to. */
    private ForkTree recentFinal(BlockId foldedId, Height foldedHeight) {
        long window = parts.rules().specification().markWindow() + 1L;
        Height chainFinal = store.effects(foldedId).finalHeight();
        Height floor = foldedHeight.minus(window);
        floor = floor.compareTo(chainFinal) < 0 ? floor : chainFinal;
        Deque<BlockId> ids = new ArrayDeque<>();
        BlockId id = foldedId;
        for (Height height = foldedHeight; height.compareTo(floor) >= 0; height = height.minus(1)) {
            ids.push(id);
            if (height.isGenesis()) {
                break;
            }
            id = requiredHeader(id).parent();
        }
        BlockNode parent = folded(ids.pop(), null, foldedId);
        ForkTree forks = new ForkTree(parent);
        while (!ids.isEmpty()) {
            parent = folded(ids.pop(), parent, foldedId);
            forks.add(parent);
        }
        return forks;
    }

    private BlockNode folded(BlockId id, @Nullable BlockNode parent, BlockId foldedId) {
        Header header = requiredHeader(id);
        StateTree tree = null;
        if (id.equals(foldedId)) {
            tree = store.trees()
                    .latest()
                    .filter(latest -> latest.root().equals(header.stateRoot()))
                    .orElseThrow(() -> new StoreCorruptException("the state tree is not that of folded block " + id
                            + "; restore the chain from a snapshot or from peers"));
        }
        BlockNode node = node(id, header, parent, ChangeSet.EMPTY, List.of(), tree);
        node.fold();
        return node;
    }

    private BlockNode unfolded(BlockId id, Header header, BlockNode parent) {
        ChangeSet changes = store.changes(id);
        StateTree tree = trees.tree(parent, header.height(), changes);
        if (!tree.root().equals(header.stateRoot())) {
            throw new StoreCorruptException("the change set of block " + id
                    + " does not lead to its state root; restore the chain from a snapshot or from peers");
        }
        List<HistoryNode> completed =
                parent.history().appended(parts.rules().suite().hash(), id).completed();
        return node(id, header, parent, changes, completed, tree);
    }

    private BlockNode node(
            BlockId id,
            Header header,
            @Nullable BlockNode parent,
            ChangeSet changes,
            List<HistoryNode> completed,
            @Nullable StateTree tree) {
        BlockEffects effects = store.effects(id);
        ConsensusState consensus = parts.chain().consensus().decode(effects.consensusState());
        var content = new BlockNode.Content(
                store.transactions(id),
                consensus,
                effects.history(),
                completed,
                effects.finalHeight(),
                effects.finalBlock(),
                changes,
                tree);
        return new BlockNode(id, header, parent, content, store.witness(id));
    }

    private Header requiredHeader(BlockId id) {
        return store.header(id)
                .orElseThrow(() -> new StoreCorruptException(
                        "block " + id + " is missing; restore the chain from a snapshot or from peers"));
    }
}
