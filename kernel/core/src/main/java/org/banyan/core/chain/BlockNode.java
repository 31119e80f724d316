package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.ConsensusState;
import org.banyan.consensus.ForkChoice;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.tree.StateTree;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Header;
import org.banyan.types.block.Witness;
import org.banyan.types.list.HistoryAccumulator;
import org.banyan.types.list.HistoryNode;
import org.jspecify.annotations.Nullable;

/** A valid block in the fork tree: what its children and the fork choice need. Owned by the engine's lane; only witness, tree, folding and the parent link change. */
final class BlockNode {
    private final BlockId id;
    private final Header header;
    private final List<TransactionId> transactions;
    private final ConsensusState consensus;
    private final HistoryAccumulator history;
    private final List<HistoryNode> completedHistory;
    private final Height chainFinalHeight;
    private final BlockId chainFinal;
    private final List<BlockNode> children = new ArrayList<>();
    private @Nullable BlockNode parent;
    private ChangeSet changes;
    private @Nullable StateTree tree;
    private Witness witness;
    private boolean folded;

    /**
     * What a block left behind, beside its place in the tree.
     *
     * @param tree null when it is still to be made, or let go
     */
    record Content(
            List<TransactionId> transactions,
            ConsensusState consensus,
            HistoryAccumulator history,
            List<HistoryNode> completedHistory,
            Height chainFinalHeight,
            BlockId chainFinal,
            ChangeSet changes,
            @Nullable StateTree tree) {}

    BlockNode(BlockId id, Header header, @Nullable BlockNode parent, Content content, Witness witness) {
        this.id = id;
        this.header = header;
        this.parent = parent;
        this.transactions = List.copyOf(content.transactions);
        this.consensus = content.consensus;
        this.history = content.history;
        this.completedHistory = List.copyOf(content.completedHistory);
        this.chainFinalHeight = content.chainFinalHeight;
        this.chainFinal = content.chainFinal;
        this.changes = content.changes;
        this.tree = content.tree;
        this.witness = witness;
    }

    BlockId id() {
        return id;
    }

    Header header() {
        return header;
    }

    Height height() {
        return header.height();
    }

    List<TransactionId> transactions() {
        return transactions;
    }

    /** Consensus state after this block. */
    ConsensusState consensus() {
        return consensus;
    }

    /** All block ids up to and with this one. */
    HistoryAccumulator history() {
        return history;
    }

    List<HistoryNode> completedHistory() {
        return completedHistory;
    }

    /** Height of the highest ancestor certified by a certificate carried in this block or before it. */
    Height chainFinalHeight() {
        return chainFinalHeight;
    }

    BlockId chainFinal() {
        return chainFinal;
    }

    /** What this block changed; empty once folded. */
    ChangeSet changes() {
        return changes;
    }

    /** @throws IllegalStateException if the tree is not made yet, or the block is folded and another one after it */
    StateTree tree() {
        if (tree == null) {
            throw new IllegalStateException(
                    "block " + id + " at height " + height() + " has no state tree yet, or let it go");
        }
        return tree;
    }

    /** The tree of a block whose node was made before it. */
    void tree(StateTree made) {
        tree = made;
    }

    /** Empty at the oldest block that is kept in memory. */
    Optional<BlockNode> parent() {
        return Optional.ofNullable(parent);
    }

    List<BlockNode> children() {
        return children;
    }

    Witness witness() {
        return witness;
    }

    void witness(Witness grown) {
        witness = grown;
    }

    boolean isFolded() {
        return folded;
    }

    void fold() {
        folded = true;
        changes = ChangeSet.EMPTY;
    }

    void letGoOfTree() {
        tree = null;
    }

    void cutFromParent() {
        parent = null;
    }

    ForkChoice.Tip tip() {
        return new ForkChoice.Tip(id, header, consensus);
    }

    /** The block of this branch at {@code height}, when it is kept in memory. */
    Optional<BlockNode> ancestor(Height height) {
        BlockNode node = this;
        while (node != null && node.height().compareTo(height) > 0) {
            node = node.parent;
        }
        return node != null && node.height().equals(height) ? Optional.of(node) : Optional.empty();
    }

    boolean extendsOrIs(BlockNode other) {
        return ancestor(other.height()).filter(node -> node == other).isPresent();
    }
}
