package org.banyan.drivers.crypto.ed25519;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Scheme {@link SignatureScheme#ED25519}: PureEdDSA over the 32 bytes of the hash.
 *
 * <p>RFC 8032 leaves open how points outside the prime-order subgroup are treated, and libraries differ (with and without cofactor, single and batch).
 * Here a public key A and a signature's R are accepted only when canonically encoded, in the prime-order subgroup and not its neutral element, and S only
 * below the subgroup's order L. Then all verification equations give the same answer, and a signature cannot be altered into another valid one.
 * Thread-safe. Rules: {@code docs/spi/crypto.md}.
 */
public final class Ed25519Scheme implements SignatureScheme {
    public static final int KEY_SIZE = Ed25519.PUBLIC_KEY_SIZE;
    public static final int SECRET_SIZE = Ed25519.SECRET_KEY_SIZE;
    public static final int SIGNATURE_SIZE = Ed25519.SIGNATURE_SIZE;

    private final ValidKeys validKeys = new ValidKeys();

    @Override
    public int id() {
        return ED25519;
    }

    @Override
    public String name() {
        return "ed25519";
    }

    @Override
    public boolean verify(Hash message, Bytes publicKey, Bytes signature) {
        return verify(message.toArray(), publicKey, signature);
    }

    boolean verify(byte[] message, Bytes publicKey, Bytes signature) {
        if (signature.size() != SIGNATURE_SIZE) {
            return false;
        }
        byte[] both = signature.readOnlyArray();
        if (!ScalarRules.isBelowOrder(both, KEY_SIZE) || !Ed25519.validatePublicKeyFull(both, 0)) {
            return false;
        }
        return validKeys
                .find(publicKey)
                .filter(point -> Ed25519.verify(both, 0, point, message, 0, message.length))
                .isPresent();
    }

    @Override
    public Signer signer(Bytes secret) {
        if (secret.size() != SECRET_SIZE) {
            throw new IllegalArgumentException("an ed25519 secret is 32 bytes; got " + secret.size());
        }
        return new Ed25519Signer(this, secret.toArray());
    }

    @Override
    public boolean isWellFormedSignature(Bytes signature) {
        byte[] both = signature.readOnlyArray();
        return signature.size() == SIGNATURE_SIZE
                && ScalarRules.isBelowOrder(both, KEY_SIZE)
                && Ed25519.validatePublicKeyFull(both, 0);
    }

    @Override
    public boolean isWellFormedKey(Bytes publicKey) {
        return validKeys.find(publicKey).isPresent();
    }
}
