/**
 * Byzantine agreement with views: propose, prepare, commit; a block is final before the next one stands on it. Rules BFT-1 to BFT-12 of
 * {@code docs/spi/bft.md}.
 *
 * <p>Knows producers of equal weight that are named in the chain's parameters or in approved changes; no stake, no contracts, no network.
 */
@NullMarked
package org.banyan.consensus.bft;

import org.jspecify.annotations.NullMarked;
