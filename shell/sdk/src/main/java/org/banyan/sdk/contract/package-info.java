/**
 * Contracts as their descriptors tell: methods, events and failures by name, and calls as JSON.
 *
 * <p>Used by clients and by the server, so that both read and write the same texts. It must not know connections or keys.
 */
@NullMarked
package org.banyan.sdk.contract;

import org.jspecify.annotations.NullMarked;
