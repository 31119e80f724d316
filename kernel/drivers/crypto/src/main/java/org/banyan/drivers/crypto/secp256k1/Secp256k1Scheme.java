package org.banyan.drivers.crypto.secp256k1;

import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.Secp256k1Rules;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;

/**
 * Scheme {@link SignatureScheme#SECP256K1}: the form rules of {@link Secp256k1Rules} first, then one provider. Thread-safe.
 *
 * <p>A well-formed key is one of the form that is also a point of the curve. Source: DESIGN.md 2, RELIABILITY.md 46 and 47.
 */
public final class Secp256k1Scheme implements SignatureScheme {
    private final ProviderSelection selection;
    private final Secp256k1Provider provider;

    private Secp256k1Scheme(ProviderSelection selection) {
        this.selection = selection;
        this.provider = selection.provider();
    }

    /** @throws IllegalStateException if {@code choice} is {@link ProviderChoice#NATIVE} and the native library cannot be used */
    public static Secp256k1Scheme with(ProviderChoice choice) {
        return new Secp256k1Scheme(ProviderSelection.of(choice));
    }

    static Secp256k1Scheme on(Secp256k1Provider provider) {
        return new Secp256k1Scheme(new ProviderSelection(provider, "given"));
    }

    @Override
    public int id() {
        return SECP256K1;
    }

    @Override
    public String name() {
        return "secp256k1";
    }

    /** Which provider works, and why. */
    public String describe() {
        return selection.describe();
    }

    @Override
    public boolean verify(Hash message, Bytes publicKey, Bytes signature) {
        return Secp256k1Rules.hasKeyForm(publicKey)
                && Secp256k1Rules.hasSignatureForm(signature)
                && provider.verify(message.toArray(), publicKey.readOnlyArray(), signature.readOnlyArray());
    }

    @Override
    public Signer signer(Bytes secret) {
        if (!Secp256k1Rules.hasSecretForm(secret)) {
            throw new IllegalArgumentException(
                    "a secp256k1 secret is 32 bytes with a number from 1 to the group order less 1; got "
                            + secret.size() + " bytes");
        }
        return new Secp256k1Signer(provider, secret.toArray());
    }

    @Override
    public boolean isWellFormedSignature(Bytes signature) {
        return Secp256k1Rules.hasSignatureForm(signature);
    }

    @Override
    public boolean isWellFormedKey(Bytes publicKey) {
        return Secp256k1Rules.hasKeyForm(publicKey) && provider.isOnCurve(publicKey.readOnlyArray());
    }
}
