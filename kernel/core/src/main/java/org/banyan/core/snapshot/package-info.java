/**
 * Snapshots: what a node must have of a chain to go on from a final block, in pieces that anybody may hand over, checked against what a quorum certified.
 * Knows no files and no network. Form and rules: {@code docs/spec/snapshot.md}.
 */
@NullMarked
package org.banyan.core.snapshot;

import org.jspecify.annotations.NullMarked;
