/**
 * Proofs as files: what is claimed, and what it takes to check it anywhere, against one block id, without a node.
 *
 * <p>It must not know connections.
 */
@NullMarked
package org.banyan.sdk.proof;

import org.jspecify.annotations.NullMarked;
