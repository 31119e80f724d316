/**
 * The crypto suites of the product: SHA-256 with secp256k1 and Ed25519. Rules: {@code docs/spi/crypto.md}.
 *
 * <p>Must not know chains, blocks or configuration files; provider classes stay inside the sub-packages.
 */
@NullMarked
package org.banyan.drivers.crypto;

import org.jspecify.annotations.NullMarked;
