/** Nodes that die at chosen store calls and at random moments, and what the next process finds. RELIABILITY.md T3. */
@NullMarked
package org.banyan.mainchain.node.crash;

import org.jspecify.annotations.NullMarked;
