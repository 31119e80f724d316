/** Transactions that wait for a block: bounds, quotas, order, expiry. */
@NullMarked
package org.banyan.core.pool;

import org.jspecify.annotations.NullMarked;
