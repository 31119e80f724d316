/**
 * The durable sign guard: what a producer key signed last, on disk before a signature leaves. RELIABILITY.md RS5.
 *
 * <p>Knows requests and keys; no consensus algorithm, no chain state.
 */
@NullMarked
package org.banyan.node.signing;

import org.jspecify.annotations.NullMarked;
