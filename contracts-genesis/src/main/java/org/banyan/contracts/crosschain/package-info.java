/**
 * The edges of a tree of chains as one chain sees them: light clients of its children and parents, and facts proven against what they followed.
 *
 * <p>Knows no consensus and no proof format: headers and proofs are checked through {@link org.banyan.contract.OtherChains}. Source: aelf whitepaper 5.3.4;
 * DESIGN.md 6.
 */
@NullMarked
package org.banyan.contracts.crosschain;

import org.jspecify.annotations.NullMarked;
