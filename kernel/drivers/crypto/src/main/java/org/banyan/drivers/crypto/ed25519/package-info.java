/** Ed25519 (RFC 8032) with one strict rule of validity, on Bouncy Castle. Must not know suites or chains. */
@NullMarked
package org.banyan.drivers.crypto.ed25519;

import org.jspecify.annotations.NullMarked;
