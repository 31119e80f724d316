/**
 * The in-memory twin of the store with crashes, failures and damage on demand, and the contract every store passes. Must not know what is stored.
 * Rules: {@code docs/spi/store.md}.
 */
@NullMarked
package org.banyan.testkit.store;

import org.jspecify.annotations.NullMarked;
