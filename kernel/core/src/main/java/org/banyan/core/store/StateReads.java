package org.banyan.core.store;

/**
 * Reads of the flat state on the chain's lane since the store was opened. Workers that run a block beside the lane look into the same cache without being counted.
 *
 * @param hits answered from memory
 * @param misses answered by the store
 */
public record StateReads(long hits, long misses) {}
