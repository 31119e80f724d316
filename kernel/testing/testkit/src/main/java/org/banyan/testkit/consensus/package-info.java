/**
 * Consensus for tests of what stands beside it: a scripted algorithm, a sign guard in memory, producers by name.
 *
 * <p>Knows the ports alone, no other algorithm.
 */
@NullMarked
package org.banyan.testkit.consensus;

import org.jspecify.annotations.NullMarked;
