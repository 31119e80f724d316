/** The token contract. Knows the contract API only. */
@NullMarked
package org.banyan.contracts.token;

import org.jspecify.annotations.NullMarked;
