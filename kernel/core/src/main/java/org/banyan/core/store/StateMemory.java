package org.banyan.core.store;

import org.banyan.core.tree.TreeMemory;

/**
 * How much of a chain's state stays in memory; changes speed, never an answer.
 *
 * @param flatBytes of the newest final values that were used last, with their keys and what holds them
 * @param tree pages of the state tree
 */
public record StateMemory(long flatBytes, TreeMemory tree) {
    /** About 64 MiB of values and 25 MiB of pages. */
    public static final StateMemory DEFAULT = new StateMemory(64L << 20, TreeMemory.DEFAULT);

    /** A page with its hashes. */
    private static final int PAGE_BYTES = 1_200;

    public StateMemory {
        if (flatBytes < 1) {
            throw new IllegalArgumentException("the memory of state must be at least a byte but was " + flatBytes);
        }
    }

    /** About {@code bytes} in all: half of them for values, half for pages, since a changed value comes with about one page of its own. */
    public static StateMemory of(long bytes) {
        int pages = (int) Math.min(Integer.MAX_VALUE, bytes / 2 / PAGE_BYTES);
        return new StateMemory(Math.max(1, bytes / 2), new TreeMemory(TreeMemory.DEFAULT.residentLevels(), pages));
    }
}
