/**
 * What headers of a tree of chains commit to: the parent's index of its children, and the parent headers that a child has verified. DESIGN.md 6.
 *
 * <p>Values and their canonical form only. Who puts them into a header and when they are right is {@code crosschain-indexer/core}; how proofs lead through
 * them is {@link org.banyan.types.proof.ProofVerifier}.
 */
@NullMarked
package org.banyan.types.crosschain;

import org.jspecify.annotations.NullMarked;
