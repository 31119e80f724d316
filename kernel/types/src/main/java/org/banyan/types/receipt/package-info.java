/**
 * What transactions did: status, events, outgoing messages, fee. DESIGN.md 3.
 *
 * <p>Knows nothing of how execution came to it.
 */
@NullMarked
package org.banyan.types.receipt;

import org.jspecify.annotations.NullMarked;
