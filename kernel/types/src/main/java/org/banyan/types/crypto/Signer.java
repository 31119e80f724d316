package org.banyan.types.crypto;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/** Signs with one private key, which never leaves it. Thread-safe. */
public interface Signer {
    PublicKey publicKey();

    Bytes sign(Hash message);
}
