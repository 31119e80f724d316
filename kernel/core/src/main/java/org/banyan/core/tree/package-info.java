/**
 * The versioned sparse Merkle tree that commits a chain's state: one batch of changes per block, proofs of presence and absence, forks in memory, pages in the
 * chain's store, pruning. It sees hashes of keys and values only; it must not know contracts, blocks or finality. Rules: {@code docs/spi/state.md}.
 */
@NullMarked
package org.banyan.core.tree;

import org.jspecify.annotations.NullMarked;
