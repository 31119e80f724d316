/**
 * secp256k1 ECDSA behind one set of form checks, on native libsecp256k1 or Bouncy Castle.
 *
 * <p>Both providers give the same answer and the same bytes for every input; {@code Secp256k1DifferentialTest} holds them together.
 */
@NullMarked
package org.banyan.drivers.crypto.secp256k1;

import org.jspecify.annotations.NullMarked;
