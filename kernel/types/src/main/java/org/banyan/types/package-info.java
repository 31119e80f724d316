/**
 * Values of the protocol: byte strings, hashes, identities, amounts, heights.
 *
 * <p>Everything here is immutable and free of IO, clocks and threads. It must not know any consensus, token, runtime, store or vendor.
 */
@NullMarked
package org.banyan.types;

import org.jspecify.annotations.NullMarked;
