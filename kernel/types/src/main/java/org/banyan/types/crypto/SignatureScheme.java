package org.banyan.types.crypto;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * One signature algorithm with one encoding of keys and signatures.
 *
 * <p>{@link #verify} is total: malformed input is {@code false}, never an exception, and two implementations of one scheme agree on every input.
 * Thread-safe.
 */
public interface SignatureScheme {
    /** secp256k1 ECDSA: 33-byte compressed keys, 64-byte low-s signatures, RFC 6979 nonces. */
    int SECP256K1 = 1;

    /** Ed25519 (RFC 8032): 32-byte keys, 64-byte signatures. */
    int ED25519 = 2;

    int id();

    /** Name in specifications, key files and error messages, such as {@code secp256k1}. */
    String name();

    boolean verify(Hash message, Bytes publicKey, Bytes signature);

    /**
     * Makes a signer for a private key; the signer verifies each signature before it releases it.
     *
     * @throws IllegalArgumentException if the secret is not a valid private key of this scheme
     */
    Signer signer(Bytes secret);

    /** Whether {@code publicKey} has the canonical form of this scheme. */
    boolean isWellFormedKey(Bytes publicKey);

    /** Whether {@code signature} has the canonical form of this scheme, such as 64 bytes with low s; says nothing of its validity. */
    boolean isWellFormedSignature(Bytes signature);
}
