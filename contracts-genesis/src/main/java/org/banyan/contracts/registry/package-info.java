/** The registry contract. Knows the contract API only. */
@NullMarked
package org.banyan.contracts.registry;

import org.jspecify.annotations.NullMarked;
