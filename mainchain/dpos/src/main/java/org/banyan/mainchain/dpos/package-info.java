/**
 * Delegated proof of stake: delegates build in an order that nobody can grind, keep it for a round, are replaced at terms, lose slots for what they miss, and
 * agree for good by votes. Rules DPOS of {@code docs/spec/dpos.md}.
 *
 * <p>Pure. Knows headers, the port and what {@code org.banyan.consensus} shares; no engine, no store, no network, no token.
 */
@NullMarked
package org.banyan.mainchain.dpos;

import org.jspecify.annotations.NullMarked;
