package org.banyan.testkit.crypto;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;

/**
 * A signature is the hash of (public key, message): deterministic, one per key and message, wrong for any other, and forgeable by everybody who wants to.
 *
 * <p>Keys and signatures have 32 bytes; the public key is a hash of the secret.
 */
public final class StubScheme implements SignatureScheme {
    /** Far from the ids of real schemes. */
    public static final int ID = 0x5708;

    StubScheme() {}

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public boolean verify(Hash message, Bytes publicKey, Bytes signature) {
        return isWellFormedKey(publicKey) && signature.equals(sign(publicKey, message));
    }

    @Override
    public Signer signer(Bytes secret) {
        if (secret.size() != Hash.SIZE) {
            throw new IllegalArgumentException("a stub secret has 32 bytes but got " + secret.size());
        }
        return new StubSigner(
                new PublicKey(ID, Sha256.INSTANCE.hash(Tag.SIGNATURE, secret).bytes()));
    }

    @Override
    public boolean isWellFormedSignature(Bytes signature) {
        return signature.size() == Hash.SIZE;
    }

    @Override
    public boolean isWellFormedKey(Bytes publicKey) {
        return publicKey.size() == Hash.SIZE;
    }

    private static Bytes sign(Bytes publicKey, Hash message) {
        return Sha256.INSTANCE
                .hash(Tag.SIGNATURE, Bytes.concat(publicKey, message.bytes()))
                .bytes();
    }

    private record StubSigner(PublicKey publicKey) implements Signer {
        @Override
        public Bytes sign(Hash message) {
            return StubScheme.sign(publicKey.bytes(), message);
        }
    }
}
