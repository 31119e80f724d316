/**
 * Lists that commit to their size, their proofs, and the history that grows by one block. DESIGN.md 2, {@code docs/spi/encoding.md} LIST rules.
 *
 * <p>Knows leaves as bytes and hashes, not what they mean.
 */
@NullMarked
package org.banyan.types.list;

import org.jspecify.annotations.NullMarked;
