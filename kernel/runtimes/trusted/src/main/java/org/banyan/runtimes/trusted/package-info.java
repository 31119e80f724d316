/**
 * Runs contracts that are classes of the node: the chain's own collection. Trusted means that they run with all rights of the node's process; nothing here
 * confines them. Must not know any contract by name.
 */
@NullMarked
package org.banyan.runtimes.trusted;

import org.jspecify.annotations.NullMarked;
