/**
 * Cryptography for tests: named keys of any suite, and a suite whose signatures cost one hash.
 *
 * <p>The stub suite is no protection: everybody can make its signatures. It must never reach a product's class path.
 */
@NullMarked
package org.banyan.testkit.crypto;

import org.jspecify.annotations.NullMarked;
