/**
 * Producers that lie, at the ports of a node: an agent that wants what no sound one wants, a guard that signs everything, a wire on which what leaves is
 * changed, held back or told to some. Knows no consensus: what a vote looks like is the {@link org.banyan.simulation.liar.Forger}'s.
 */
@NullMarked
package org.banyan.simulation.liar;

import org.jspecify.annotations.NullMarked;
