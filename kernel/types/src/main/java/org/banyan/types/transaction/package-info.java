/**
 * Transactions: the envelope of every family, the account family's body, and the received form that keeps its bytes and hashes. DESIGN.md 3.
 *
 * <p>Knows nothing of blocks, execution or validity.
 */
@NullMarked
package org.banyan.types.transaction;

import org.jspecify.annotations.NullMarked;
