/**
 * Proof of authority: named producers in turn by slots, finality by their votes. For chains of known operators and for development. Rules AUTH of
 * {@code docs/spi/consensus.md}.
 *
 * <p>Pure. Knows headers, the port and what {@code org.banyan.consensus.quorum} shares; no engine, no store, no network.
 */
@NullMarked
package org.banyan.consensus.authority;

import org.jspecify.annotations.NullMarked;
