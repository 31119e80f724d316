/**
 * The harness in which a contract's author runs a contract in milliseconds: the kernel's own sequential executor over a state in memory.
 *
 * <p>Start at {@link org.banyan.contract.test.ContractTest}. Must know no store, no network and no consensus, and no contract but those it is given; of the
 * token contract it knows the methods that fund accounts.
 */
@NullMarked
package org.banyan.contract.test;

import org.jspecify.annotations.NullMarked;
