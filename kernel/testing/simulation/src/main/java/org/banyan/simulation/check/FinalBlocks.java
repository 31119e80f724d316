package org.banyan.simulation.check;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.types.Bytes;

/**
 * Blocks that nodes reported final. {@value #AGREEMENT}: one block for each height in the whole network (RS1). {@value #DURABILITY}: what a node reported stays
 * on that node, at every later opening (RS2, RD1). {@value #RECOVERY}: a node opens at a block boundary (RD2).
 */
public final class FinalBlocks {
    public static final String AGREEMENT = "agreement";
    public static final String DURABILITY = "durability";
    public static final String RECOVERY = "recovery";

    private final Findings findings;
    private final Blocks blocks;
    private final boolean mayDisagree;
    private final NavigableMap<Long, String> agreed = new TreeMap<>();
    private final Map<String, NavigableMap<Long, String>> reported = new TreeMap<>();
    private boolean split;

    /** @param mayDisagree more producers lie than agreement can bear; what a node reported still binds that node */
    public FinalBlocks(Findings findings, Blocks blocks, boolean mayDisagree) {
        this.findings = findings;
        this.blocks = blocks;
        this.mayDisagree = mayDisagree;
    }

    /** A node reported these blocks final, oldest first. */
    public void finalized(String node, List<String> ids) {
        for (String id : ids) {
            Optional<RawBlock> block = blocks.find(id);
            if (block.isEmpty()) {
                findings.report(DURABILITY, node + " reports block " + id + " final, which no node stored");
                continue;
            }
            long height = block.get().height();
            String earlier = agreed.putIfAbsent(height, id);
            if (mayDisagree) {
                split |= earlier != null && !earlier.equals(id);
            } else if (earlier == null) {
                String below = agreed.get(height - 1);
                if (below != null && !block.get().parent().equals(below)) {
                    findings.report(
                            AGREEMENT,
                            "final block " + id + " at height " + height
                                    + " does not stand on the final block below it, " + below);
                }
            } else if (!earlier.equals(id)) {
                findings.report(
                        AGREEMENT,
                        node + " finalizes " + id + " at height " + height + ", where " + earlier
                                + " is final already");
            }
            String before =
                    reported.computeIfAbsent(node, unused -> new TreeMap<>()).put(height, id);
            if (before != null && !before.equals(id)) {
                findings.report(
                        DURABILITY,
                        node + " reports block " + id + " final at height " + height + ", where it reported " + before);
            }
        }
    }

    /** A node opened its store. */
    public void opened(String node, ChainView view) {
        String finalId = view.finalBlock();
        Optional<RawBlock> finalBlock = view.block(finalId).map(Bytes::toArray).map(RawBlock::of);
        Optional<RawBlock> block = view.block(view.head()).map(Bytes::toArray).map(RawBlock::of);
        while (block.isPresent()
                && finalBlock.isPresent()
                && block.get().height() > finalBlock.get().height()) {
            block = view.block(block.get().parent()).map(Bytes::toArray).map(RawBlock::of);
        }
        if (block.isEmpty() || !block.get().id().equals(finalId)) {
            findings.report(
                    RECOVERY,
                    node + " opens with head " + view.head() + ", which does not stand on its final block " + finalId);
            return;
        }
        reported.getOrDefault(node, new TreeMap<>()).forEach((height, id) -> stillThere(node, height, id, view));
        long newest = reported.containsKey(node) ? reported.get(node).lastKey() : 0;
        if (finalBlock.get().height() < newest) {
            findings.report(
                    DURABILITY,
                    node + " reported height " + newest + " final and opens with final height "
                            + finalBlock.get().height());
        }
    }

    private void stillThere(String node, long height, String id, ChainView view) {
        Optional<RawBlock> stored = view.block(id).map(Bytes::toArray).map(RawBlock::of);
        if (!view.mainAt(height).equals(Optional.of(id))
                || stored.isEmpty()
                || !stored.get().id().equals(id)) {
            findings.report(
                    DURABILITY,
                    node + " reported block " + id + " at height " + height
                            + " final and opens without it; at that height it has " + view.mainAt(height));
        }
    }

    /** A node's disk was replaced: what it reported it may ask its peers for. */
    public void replaced(String node) {
        reported.remove(node);
    }

    /** Whether nodes disagree, in a run in which they may. */
    public boolean isSplit() {
        return split;
    }

    public long height() {
        return agreed.isEmpty() ? 0 : agreed.lastKey();
    }

    public Optional<String> at(long height) {
        return Optional.ofNullable(agreed.get(height));
    }
}
