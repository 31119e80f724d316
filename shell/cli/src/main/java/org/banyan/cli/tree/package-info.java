/**
 * Commands about the tree of chains: which chains a node runs, how far they follow each other, and bringing a new one in.
 *
 * <p>The form of a genesis file is the node's business: it is read here only as far as it takes to find it and to see whether it names a parent.
 */
@NullMarked
package org.banyan.cli.tree;

import org.jspecify.annotations.NullMarked;
