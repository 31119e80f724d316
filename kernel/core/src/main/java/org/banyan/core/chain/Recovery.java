package org.banyan.core.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusState;
import org.banyan.core.execution.ExecutedBlock;
import org.banyan.core.store.BlockEffects;
import org.banyan.core.store.ChainStore;
import org.banyan.core.tree.StateTree;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;
import org.banyan.types.block.Witness;
import org.banyan.types.list.HistoryAccumulator;
import org.banyan.types.list.HistoryNode;
import org.banyan.types.transaction.SignedTransaction;
import org.jspecify.annotations.Nullable;

/**
 * Brings the fork tree back from the store. This is the normal start, not repair: blocks above the watermark are put on top of the folded state by their
 * change sets, and final ones among them are folded.
 */
final class Recovery {
    private final EngineParts parts;
    private final ChainStore store;

    private Recovery(EngineParts parts) {
        this.parts = parts;
        this.store = parts.store();
    }

    record Recovered(ForkTree forks, BlockNode head, BlockNode finalBlock) {}

    static Recovered open(EngineParts parts) {
        Recovery recovery = new Recovery(parts);
        return parts.store().isEmpty() ? recovery.start() : recovery.resume();
    }

    private Recovered start() {
        ExecutedBlock executed = Genesis.execute(parts.rules(), parts.executor());
        var hash = parts.rules().suite().hash();
        var changes = new BlockProcessor(
                        parts.chain(), parts.transactionRules(), new VerifiedTransactions(hash), parts.executor())
                .treeChanges(executed.changes());
        StateTree tree = store.trees().first(Height.GENESIS, changes);
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
                id,
                block,
                executed.encodedReceipts(),
                effects(node),
                tree,
                history.completed());
        node.fold();
        return new Recovered(new ForkTree(node), node, node);
    }

    static BlockEffects effects(BlockNode node) {
        return new BlockEffects(
                node.changes(), node.consensus().encoded(), node.history(), node.chainFinalHeight(), node.chainFinal());
    }

    private Recovered resume() {
        BlockId foldedId = store.folded();
        Height foldedHeight = requiredBlock(foldedId).header().height();
        ForkTree forks = recentFinal(foldedId, foldedHeight);
        BlockNode folded = forks.find(foldedId).orElseThrow();
        for (BlockId id : store.blocksFrom(foldedHeight.next())) {
            Block block = requiredBlock(id);
            forks.find(block.header().parent())
                    .filter(parent -> parent.extendsOrIs(folded))
                    .ifPresent(parent -> forks.add(unfolded(id, block, parent)));
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
            id = requiredBlock(id).header().parent();
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
        Block block = requiredBlock(id);
        StateTree tree = null;
        if (id.equals(foldedId)) {
            tree = store.trees()
                    .latest()
                    .filter(latest -> latest.root().equals(block.header().stateRoot()))
                    .orElseThrow(() -> new StoreCorruptException("the state tree is not that of folded block " + id
                            + "; restore the chain from a snapshot or from peers"));
        }
        BlockNode node = node(id, block, parent, store.effects(id), List.of(), tree);
        node.fold();
        return node;
    }

    private BlockNode unfolded(BlockId id, Block block, BlockNode parent) {
        BlockEffects effects = store.effects(id);
        var processor = new BlockProcessor(
                parts.chain(),
                parts.transactionRules(),
                new VerifiedTransactions(parts.rules().suite().hash()),
                parts.executor());
        StateTree tree = parent.tree().update(block.header().height(), processor.treeChanges(effects.changes()));
        if (!tree.root().equals(block.header().stateRoot())) {
            throw new StoreCorruptException("the change set of block " + id
                    + " does not lead to its state root; restore the chain from a snapshot or from peers");
        }
        List<HistoryNode> completed =
                parent.history().appended(parts.rules().suite().hash(), id).completed();
        return node(id, block, parent, effects, completed, tree);
    }

    private BlockNode node(
            BlockId id,
            Block block,
            @Nullable BlockNode parent,
            BlockEffects effects,
            List<HistoryNode> completed,
            @Nullable StateTree tree) {
        ConsensusState consensus = parts.chain().consensus().decode(effects.consensusState());
        var content = new BlockNode.Content(
                transactions(block),
                consensus,
                effects.history(),
                completed,
                effects.finalHeight(),
                effects.finalBlock(),
                effects.changes(),
                tree);
        return new BlockNode(id, block.header(), parent, content, store.witness(id));
    }

    private List<TransactionId> transactions(Block block) {
        List<TransactionId> ids = new ArrayList<>();
        var hash = parts.rules().suite().hash();
        block.body()
                .transactions()
                .forEach(raw -> ids.add(SignedTransaction.decode(raw, hash).id()));
        return ids;
    }

    private Block requiredBlock(BlockId id) {
        Optional<Block> block = store.block(id);
        return block.orElseThrow(() -> new StoreCorruptException(
                "block " + id + " is missing; restore the chain from a snapshot or from peers"));
    }
}
