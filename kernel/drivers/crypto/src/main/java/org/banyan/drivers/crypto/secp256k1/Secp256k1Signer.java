package org.banyan.drivers.crypto.secp256k1;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Secp256k1Rules;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;

/** Holds one secret and verifies each signature before it leaves: a faulty one could reveal the key. */
final class Secp256k1Signer implements Signer {
    private final Secp256k1Provider provider;
    private final byte[] secret;
    private final PublicKey publicKey;

    Secp256k1Signer(Secp256k1Provider provider, byte[] secret) {
        this.provider = provider;
        this.secret = secret;
        this.publicKey = new PublicKey(SignatureScheme.SECP256K1, Bytes.wrap(provider.publicKey(secret)));
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public Bytes sign(Hash message) {
        byte[] bytes = message.toArray();
        Bytes signature = Bytes.wrap(provider.sign(bytes, secret));
        if (!Secp256k1Rules.hasSignatureForm(signature)
                || !provider.verify(bytes, publicKey.bytes().readOnlyArray(), signature.readOnlyArray())) {
            throw new IllegalStateException("secp256k1 signature of key " + publicKey.bytes()
                    + " failed its own verification and was withheld; check this machine's memory and processor, then the provider "
                    + provider.name());
        }
        return signature;
    }

    @Override
    public String toString() {
        return "Signer[secp256k1 " + publicKey.bytes() + "]";
    }
}
