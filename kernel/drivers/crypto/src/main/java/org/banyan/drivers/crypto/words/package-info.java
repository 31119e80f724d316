/**
 * Keys as words: BIP-39 phrases and the keys derived from them (BIP-32 and BIP-44 for secp256k1, SLIP-10 for Ed25519).
 *
 * <p>Must not know files. The resource {@code english.txt} is BIP-39's English list, byte for byte.
 */
@NullMarked
package org.banyan.drivers.crypto.words;

import org.jspecify.annotations.NullMarked;
