/** How a node finds the crypto suites that chain specifications name. Rules: {@code docs/spi/crypto.md}. Must not know any provider. */
@NullMarked
package org.banyan.spi.crypto;

import org.jspecify.annotations.NullMarked;
