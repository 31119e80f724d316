package org.banyan.core.chain;

import java.util.List;
import java.util.Optional;
import org.banyan.core.execution.BlockExecutor;
import org.banyan.core.state.StateView;
import org.banyan.core.store.ChainStore;
import org.banyan.core.task.Tasks;
import org.banyan.core.tree.StateTree;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.types.BlockId;
import org.banyan.types.block.Block;
import org.jspecify.annotations.Nullable;

/**
 * The last steps of a block, beside the execution of the one that follows: while the state tree of the first is hashed and its batch is written, workers run
 * the second on the state that the first one left.
 *
 * <p>What comes of the second is kept for its own step, which checks all that it would have checked and only asks for this instead of executing. Nothing else
 * rests on it: when the first block turns out to be wrong, or another one comes next, it is thrown away unseen. Holds one block at most. Confined to the
 * engine's lane, which waits while both go on. DESIGN.md 4, ADR 0042.
 */
final class ImportPipeline {
    private final BlockProcessor processor;
    private final TreeHashing trees;
    private final ChainStore store;
    private final TaskRunner runner;
    private Optional<Foreseen> foreseen = Optional.empty();

    ImportPipeline(BlockProcessor processor, TreeHashing trees, ChainStore store, TaskRunner runner) {
        this.processor = processor;
        this.trees = trees;
        this.store = store;
        this.runner = runner;
    }

    /** A block that was executed before its turn. */
    record Foreseen(BlockProcessor.ReadBlock read, BlockExecutor.Outcome outcome) {
        /** Whether this is what came of just these bytes on just this parent. */
        private boolean isOf(OfferedBlock offered, BlockNode parent) {
            return read.block() == offered.block()
                    && read.parent() == parent
                    && read.witness().equals(offered.seal());
        }
    }

    /** The block that follows, and the state it would be executed on. */
    record Next(OfferedBlock offered, StateView state) {}

    /** What is known of the block already. Whatever it is, it is forgotten. */
    Optional<Foreseen> take(OfferedBlock offered, BlockNode parent) {
        Optional<Foreseen> known = foreseen.filter(one -> one.isOf(offered, parent));
        foreseen = Optional.empty();
        return known;
    }

    /** Whether there is anything to gain by knowing what follows. */
    boolean looksAhead() {
        return runner.workers() > 1;
    }

    /**
     * Gives the node its tree and writes the block, durably, unless its state is not the one that its header names.
     *
     * @param head what the head pointer says afterwards, if it moves
     */
    Optional<BlockProcessor.Refused> commit(
            Block block, BlockProcessor.ExecutedNode executed, Optional<BlockId> head, Optional<Next> next) {
        Commit commit = new Commit(block, executed, head);
        if (next.isPresent()) {
            Foresight foresight = new Foresight(next.get(), executed.node());
            // The longer of the two first: it may have use for more workers.
            runner.run(new Tasks(List.of(foresight, commit)));
            foreseen = commit.outcome().isEmpty() ? foresight.found : Optional.empty();
        } else {
            commit.run();
        }
        return commit.outcome();
    }

    /** Touches the store and the trees and none of the engine's caches, which execution reads meanwhile. */
    private final class Commit implements Runnable {
        private final Block block;
        private final BlockProcessor.ExecutedNode executed;
        private final Optional<BlockId> head;
        private boolean begun;
        private boolean ended;
        private Optional<BlockProcessor.Refused> refused = Optional.empty();
        private @Nullable RuntimeException failure;

        private Commit(Block block, BlockProcessor.ExecutedNode executed, Optional<BlockId> head) {
            this.block = block;
            this.executed = executed;
            this.head = head;
        }

        /** A failed write must not be tried again, whatever a runner does with tasks that fail: so the failure waits for the lane. */
        @Override
        public void run() {
            if (ended) {
                return;
            }
            if (begun) {
                throw new IllegalStateException(
                        "storing block " + executed.node().id() + " broke down on its way, and what was"
                                + " written is unknown; look for the worker's failure, then start the node again");
            }
            begun = true;
            try {
                BlockNode node = executed.node();
                StateTree tree = trees.tree(node);
                refused = BlockProcessor.misled(node, tree);
                if (refused.isEmpty()) {
                    node.tree(tree);
                    store.writeBlock(Recovery.records(node, block, executed.receipts()), node.witness(), head);
                }
            } catch (RuntimeException failed) {
                failure = failed;
            }
            ended = true;
        }

        private Optional<BlockProcessor.Refused> outcome() {
            if (failure != null) {
                throw failure;
            }
            return refused;
        }
    }

    private final class Foresight implements Runnable {
        private final Next next;
        private final BlockNode parent;
        private Optional<Foreseen> found = Optional.empty();

        private Foresight(Next next, BlockNode parent) {
            this.next = next;
            this.parent = parent;
        }

        /** What does not come to an end here is not judged here: the block's own step meets the same and says what it means. */
        @Override
        public void run() {
            try {
                OfferedBlock offered = next.offered();
                BlockProcessor.Read read = processor.read(offered.block(), offered.seal(), offered.ahead(), parent);
                if (read instanceof BlockProcessor.ReadBlock right) {
                    found = Optional.of(new Foreseen(right, processor.execute(right, next.state())));
                }
            } catch (RuntimeException unclear) {
                found = Optional.empty();
            }
        }
    }
}
