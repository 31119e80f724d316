/** Runtimes of contract code, by category. Rules: {@code docs/spi/runtime.md}. Must not know any contract. */
@NullMarked
package org.banyan.spi.runtime;

import org.jspecify.annotations.NullMarked;
