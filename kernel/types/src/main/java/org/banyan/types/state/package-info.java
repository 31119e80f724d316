/**
 * The state commitment as a verifier sees it: how keys, values, leaves and inner nodes are hashed, and how a proof of presence or absence is checked. Knows
 * no store and no tree; {@code org.banyan.core.tree} builds what is checked here.
 */
@NullMarked
package org.banyan.types.state;

import org.jspecify.annotations.NullMarked;
