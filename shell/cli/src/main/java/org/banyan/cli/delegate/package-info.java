/**
 * Commands for who builds blocks: rounds and how their order is calculated, what a delegate does, its next slots, and why one stayed empty.
 *
 * <p>Knows no consensus: where a chain has no rounds or slots, the node says so.
 */
@NullMarked
package org.banyan.cli.delegate;

import org.jspecify.annotations.NullMarked;
