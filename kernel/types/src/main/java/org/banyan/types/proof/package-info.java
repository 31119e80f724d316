/**
 * Proofs as lists of typed steps, and the one verifier of them. Each step leads from a claim, or from what the steps before it reached, to a root.
 * DESIGN.md 6, {@code docs/spi/encoding.md} PROOF rules.
 *
 * <p>Pure: knows no store, no network and no consensus; which block id to trust is the caller's.
 */
@NullMarked
package org.banyan.types.proof;

import org.jspecify.annotations.NullMarked;
