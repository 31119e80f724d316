/**
 * Tags of hashed objects and the ports to cryptography. A chain's {@link org.banyan.types.crypto.CryptoSuite} is chosen in its genesis.
 *
 * <p>Knows no provider: only the JDK's SHA-256 is used here.
 */
@NullMarked
package org.banyan.types.crypto;

import org.jspecify.annotations.NullMarked;
