/** The ordered key-value store a chain keeps its blocks and state in. Rules: {@code docs/spi/store.md}. Must not know what is stored. */
@NullMarked
package org.banyan.spi.store;

import org.jspecify.annotations.NullMarked;
