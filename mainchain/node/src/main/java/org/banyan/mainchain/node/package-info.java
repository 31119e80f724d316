/** The product: the drivers, runtimes, consensus and contracts on its class path, and the program that runs them. */
@NullMarked
package org.banyan.mainchain.node;

import org.jspecify.annotations.NullMarked;
