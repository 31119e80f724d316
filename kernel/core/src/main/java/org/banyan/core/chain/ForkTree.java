package org.banyan.core.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * The blocks kept in memory: the recent final ones in a line, then everything that extends the final block. Confined to the engine's lane.
 *
 * <p>Also finds which recent blocks hold a transaction, so that a spent id is found in one step on any branch.
 */
final class ForkTree {
    private final Map<BlockId, BlockNode> blocks = new LinkedHashMap<>();
    private final Map<TransactionId, List<BlockNode>> holders = new LinkedHashMap<>();
    private BlockNode oldest;

    ForkTree(BlockNode root) {
        oldest = root;
        remember(root);
    }

    Optional<BlockNode> find(BlockId id) {
        return Optional.ofNullable(blocks.get(id));
    }

    int size() {
        return blocks.size();
    }

    void add(BlockNode block) {
        block.parent().ifPresent(parent -> parent.children().add(block));
        remember(block);
    }

    private void remember(BlockNode block) {
        blocks.put(block.id(), block);
        for (TransactionId transaction : block.transactions()) {
            holders.merge(transaction, List.of(block), ForkTree::both);
        }
    }

    private void forget(BlockNode block) {
        blocks.remove(block.id());
        for (TransactionId transaction : block.transactions()) {
            holders.computeIfPresent(transaction, (id, holding) -> without(holding, block));
        }
    }

    private static List<BlockNode> both(List<BlockNode> some, List<BlockNode> more) {
        List<BlockNode> both = new ArrayList<>(some);
        both.addAll(more);
        return List.copyOf(both);
    }

    private static @Nullable List<BlockNode> without(List<BlockNode> holding, BlockNode block) {
        List<BlockNode> rest = holding.stream().filter(other -> other != block).toList();
        return rest.isEmpty() ? null : rest;
    }

    /** Whether a block of the branch ending in {@code tip}, at {@code from} or above, holds the transaction. */
    boolean holds(BlockNode tip, Height from, TransactionId transaction) {
        List<BlockNode> found = holders.get(transaction);
        if (found == null) {
            return false;
        }
        return found.stream().anyMatch(block -> block.height().compareTo(from) >= 0 && tip.extendsOrIs(block));
    }

    /** Removes what conflicts with the final block {@code block}: its siblings and all that extends them. */
    List<BlockNode> dropRivals(BlockNode block) {
        List<BlockNode> dropped = new ArrayList<>();
        block.parent().ifPresent(parent -> {
            Deque<BlockNode> rivals = new ArrayDeque<>(parent.children());
            rivals.remove(block);
            while (!rivals.isEmpty()) {
                BlockNode rival = rivals.pop();
                dropped.add(rival);
                rivals.addAll(rival.children());
            }
            parent.children().removeIf(child -> child != block);
        });
        dropped.forEach(this::forget);
        return dropped;
    }

    /** Forgets final blocks below {@code floor}. */
    void forgetBelow(Height floor) {
        while (oldest.height().compareTo(floor) < 0 && oldest.children().size() == 1) {
            BlockNode next = oldest.children().getFirst();
            forget(oldest);
            next.cutFromParent();
            oldest = next;
        }
    }

    /** Blocks without children that extend {@code root}, in the order they came. */
    List<BlockNode> leavesAbove(BlockNode root) {
        List<BlockNode> leaves = new ArrayList<>();
        Deque<BlockNode> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            BlockNode node = open.pop();
            if (node.children().isEmpty()) {
                leaves.add(node);
            }
            node.children().reversed().forEach(open::push);
        }
        return leaves;
    }

    /** All blocks that extend {@code root}, parents first, siblings in the order they came. */
    List<BlockNode> above(BlockNode root) {
        List<BlockNode> found = new ArrayList<>(root.children());
        for (int i = 0; i < found.size(); i++) {
            found.addAll(found.get(i).children());
        }
        return found;
    }

    /** Blocks from {@code ancestor} (exclusive) to {@code tip} (inclusive), oldest first. */
    static List<BlockNode> path(BlockNode ancestor, BlockNode tip) {
        List<BlockNode> path = new ArrayList<>();
        for (BlockNode node = tip; node != ancestor; node = node.parent().orElseThrow()) {
            path.add(node);
        }
        return path.reversed();
    }

    /** The last block that both branches share. */
    static BlockNode forkPoint(BlockNode one, BlockNode other) {
        BlockNode left = one;
        BlockNode right = other;
        while (left != right) {
            if (left.height().compareTo(right.height()) >= 0) {
                left = left.parent().orElseThrow();
            } else {
                right = right.parent().orElseThrow();
            }
        }
        return left;
    }
}
