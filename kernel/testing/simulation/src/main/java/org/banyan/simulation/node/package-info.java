/** A node of the kernel, its real engine, agent and effect loop, on a simulated clock, lane, disk and network. Knows one node; its peers are numbers. */
@NullMarked
package org.banyan.simulation.node;

import org.jspecify.annotations.NullMarked;
