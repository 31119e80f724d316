/** A second, simpler way to the state root, to hold the kernel's tree against. Shares no code with it beyond the hash function. */
@NullMarked
package org.banyan.testkit.state;

import org.jspecify.annotations.NullMarked;
