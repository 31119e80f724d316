/** The account contract. Knows the contract API only. */
@NullMarked
package org.banyan.contracts.account;

import org.jspecify.annotations.NullMarked;
