/** Snapshots in files: written whole or not at all, read piece by piece, restored into a new store. What they hold is {@code core.snapshot}'s to judge. */
@NullMarked
package org.banyan.node.snapshot;

import org.jspecify.annotations.NullMarked;
