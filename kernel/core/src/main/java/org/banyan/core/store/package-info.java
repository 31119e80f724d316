/** How a chain is laid out in its key-value store: the block batch and the fold batch. DESIGN.md 4. */
@NullMarked
package org.banyan.core.store;

import org.jspecify.annotations.NullMarked;
