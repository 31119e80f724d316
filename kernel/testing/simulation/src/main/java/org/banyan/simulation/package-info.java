/** Whole networks of nodes on one thread in virtual time, from a seed. RELIABILITY.md 3; how to use it stands in {@code docs/simulation.md}. */
@NullMarked
package org.banyan.simulation;

import org.jspecify.annotations.NullMarked;
