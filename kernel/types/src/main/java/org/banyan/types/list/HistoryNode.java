package org.banyan.types.list;

import org.banyan.types.Hash;

/**
 * Root of a perfect subtree of the history; never changes on one branch.
 *
 * @param level 0 for a leaf; the subtree has 2^level leaves
 * @param index position among the subtrees of its level: the first leaf is {@code index << level}
 */
public record HistoryNode(int level, long index, Hash hash) {}
