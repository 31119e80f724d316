package org.banyan.spi.verification;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * Whether one signature is right: a question with the same answer on every machine that has the crypto suite.
 *
 * @param scheme id of a scheme of the suite
 * @param key and {@code signature} as received, of any form and length
 */
public record SignatureCheck(int scheme, Hash message, Bytes key, Bytes signature) {}
