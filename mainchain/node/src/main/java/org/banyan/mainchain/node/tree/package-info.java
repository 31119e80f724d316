/**
 * The tree of chains in one process: hosted chains as the pure parts see them, headers carried along the edges between them, and the side chains of a
 * development network. DESIGN.md 6.
 */
@NullMarked
package org.banyan.mainchain.node.tree;

import org.jspecify.annotations.NullMarked;
