/** One process of the product from its first line of log to its exit code. */
@NullMarked
package org.banyan.mainchain.node.process;

import org.jspecify.annotations.NullMarked;
