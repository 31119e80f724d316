/**
 * What nodes of one chain tell each other: new blocks, votes and transactions to all, ranges of blocks to who lacks them. State machines without threads or
 * clocks. Rules: {@code docs/spi/network.md}.
 */
@NullMarked
package org.banyan.core.sync;

import org.jspecify.annotations.NullMarked;
