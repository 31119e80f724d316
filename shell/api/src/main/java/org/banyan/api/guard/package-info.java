/**
 * Keeps callers of the API within bounds: connections, frames, calls, bytes in flight, refused work, each per address and in all. Knows nothing of chains or of
 * what is called.
 */
@NullMarked
package org.banyan.api.guard;

import org.jspecify.annotations.NullMarked;
