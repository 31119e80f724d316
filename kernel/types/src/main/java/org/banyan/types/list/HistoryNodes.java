package org.banyan.types.list;

import org.banyan.types.Hash;

/** Port to the nodes that {@link HistoryAccumulator#appended} reported for one branch. The caller of {@link HistoryProofs} implements it. */
@FunctionalInterface
public interface HistoryNodes {
    /** Root of the perfect subtree {@code index} of {@code level}, all of whose leaves have been appended. */
    Hash node(int level, long index);
}
