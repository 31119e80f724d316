/** Running the parts of a block on several workers. Rules: {@code docs/spi/execution.md}. */
@NullMarked
package org.banyan.spi.execution;

import org.jspecify.annotations.NullMarked;
