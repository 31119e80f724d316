/** Chains recorded once and re-executed by other processes under other conditions. RELIABILITY.md RX1. */
@NullMarked
package org.banyan.mainchain.node.replay;

import org.jspecify.annotations.NullMarked;
