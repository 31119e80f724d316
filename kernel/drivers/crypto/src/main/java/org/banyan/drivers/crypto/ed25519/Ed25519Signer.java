package org.banyan.drivers.crypto.ed25519;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Holds one secret and verifies each signature before it leaves: a faulty one could reveal the key. */
final class Ed25519Signer implements Signer {
    private final Ed25519Scheme scheme;
    private final byte[] secret;
    private final PublicKey publicKey;

    Ed25519Signer(Ed25519Scheme scheme, byte[] secret) {
        this.scheme = scheme;
        this.secret = secret;
        byte[] key = new byte[Ed25519Scheme.KEY_SIZE];
        Ed25519.generatePublicKey(secret, 0, key, 0);
        this.publicKey = new PublicKey(SignatureScheme.ED25519, Bytes.wrap(key));
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Bytes sign(Hash message) {
        return sign(message.toArray());
    }

    Bytes sign(byte[] message) {
        byte[] bytes = new byte[Ed25519Scheme.SIGNATURE_SIZE];
        Ed25519.sign(secret, 0, publicKey.bytes().readOnlyArray(), 0, message, 0, message.length, bytes, 0);
        Bytes signature = Bytes.wrap(bytes);
        if (!scheme.verify(message, publicKey.bytes(), signature)) {
            throw new IllegalStateException("ed25519 signature of key " + publicKey.bytes()
                    + " failed its own verification and was withheld; check this machine's memory and processor");
        }
        return signature;
    }

    @Override
    public String toString() {
        return "Signer[ed25519 " + publicKey.bytes() + "]";
    }
}
