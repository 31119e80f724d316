/**
 * Verifying signatures on other machines of the operator. Must not know transactions, blocks or any way of transport. Rules: {@code docs/spi/verification.md}.
 */
@NullMarked
package org.banyan.spi.verification;

import org.jspecify.annotations.NullMarked;
