/**
 * A tree of chains: what a parent's header says of its children, what a child's header says of its parents, which header to carry next along an edge, and
 * proofs that lead from one chain to another. Source: aelf whitepaper 5.3.4; DESIGN.md 6.
 *
 * <p>Pure: reaches chains through {@link org.banyan.crosschain.ChainAccess} alone and knows no consensus. Where an edge stands is kept by the crosschain
 * contract of each chain; light clients are those of the consensus plug-ins.
 */
@NullMarked
package org.banyan.crosschain;

import org.jspecify.annotations.NullMarked;
