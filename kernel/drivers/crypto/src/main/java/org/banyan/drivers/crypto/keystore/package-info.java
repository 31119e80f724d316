/**
 * Private keys on disk, encrypted, one file each; and the public test keys of development networks. Rules: {@code docs/spi/crypto.md}.
 *
 * <p>Must not know nodes, chains or prompts: passwords arrive as characters, randomness through {@link org.banyan.drivers.crypto.keystore.Entropy}.
 */
@NullMarked
package org.banyan.drivers.crypto.keystore;

import org.jspecify.annotations.NullMarked;
