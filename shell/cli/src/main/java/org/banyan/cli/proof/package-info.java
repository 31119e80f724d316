/**
 * Commands that get proofs from a node and check them without one.
 */
@NullMarked
package org.banyan.cli.proof;

import org.jspecify.annotations.NullMarked;
