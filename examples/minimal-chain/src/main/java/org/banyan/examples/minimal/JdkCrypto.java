package org.banyan.examples.minimal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;

/**
 * The JDK's Ed25519 as a crypto suite of this example. Keys are in the JDK's X.509 form. A chain with value on it takes {@code banyan-crypto} instead: it
 * is faster and refuses every second encoding of keys and signatures.
 */
final class JdkCrypto implements CryptoSuite {
    private static final int SCHEME = 1_000;
    private static final int SIGNATURE_SIZE = 64;

    @Override
    public String id() {
        return "jdk-ed25519";
    }

    @Override
    public HashFunction hash() {
        return Sha256.INSTANCE;
    }

    @Override
    public Optional<SignatureScheme> scheme(int id) {
        return id == SCHEME ? Optional.of(defaultScheme()) : Optional.empty();
    }

    @Override
    public SignatureScheme defaultScheme() {
        return new Scheme();
    }

    /** A signer with a fresh key. */
    Signer newSigner() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            PublicKey key = new PublicKey(SCHEME, Bytes.copyOf(pair.getPublic().getEncoded()));
            return new Signer() {
                @Override
                public PublicKey publicKey() {
                    return key;
                }

                @Override
                public Bytes sign(Hash message) {
                    try {
                        Signature signature = Signature.getInstance("Ed25519");
                        signature.initSign(pair.getPrivate());
                        signature.update(message.toArray());
                        return Bytes.wrap(signature.sign());
                    } catch (GeneralSecurityException failure) {
                        throw new IllegalStateException("the JDK cannot sign with its own key", failure);
                    }
                }
            };
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK has no Ed25519", missing);
        }
    }

    private static final class Scheme implements SignatureScheme {
        @Override
        public int id() {
            return SCHEME;
        }

        @Override
        public String name() {
            return "jdk-ed25519";
        }

        @Override
        public boolean verify(Hash message, Bytes publicKey, Bytes signature) {
            try {
                Signature check = Signature.getInstance("Ed25519");
                check.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey.toArray())));
                check.update(message.toArray());
                return check.verify(signature.toArray());
            } catch (GeneralSecurityException malformed) {
                return false;
            }
        }

        @Override
        public Signer signer(Bytes secret) {
            throw new IllegalArgumentException("this example makes its keys itself");
        }

        @Override
        public boolean isWellFormedKey(Bytes publicKey) {
            return publicKey.size() == 44;
        }

        @Override
        public boolean isWellFormedSignature(Bytes signature) {
            return signature.size() == SIGNATURE_SIZE;
        }
    }
}
