package org.banyan.drivers.crypto.words;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.SignatureScheme;

/**
 * From a phrase to the private key of an account: BIP-44 path {@code m/44'/1616'/account'/0/0} by BIP-32 for secp256k1, and
 * {@code m/44'/1616'/account'/0'/0'} by SLIP-10 for Ed25519, which knows hardened steps only. 1616 is aelf's registered coin type (CONVENTIONS.md 4).
 */
public final class KeyDerivation {
    public static final int COIN_TYPE = 1616;
    public static final int ACCOUNT_MAX = 1_000_000;

    static final int HARDENED = 0x8000_0000;

    private static final int PURPOSE = 44;
    private static final int KEY_SIZE = 32;
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private final SignatureScheme scheme;

    /** @throws IllegalArgumentException if phrases do not lead to keys of {@code scheme} */
    public KeyDerivation(SignatureScheme scheme) {
        if (scheme.id() != SignatureScheme.SECP256K1 && scheme.id() != SignatureScheme.ED25519) {
            throw new IllegalArgumentException("no key derivation for scheme " + scheme.name());
        }
        this.scheme = scheme;
    }

    /**
     * The private key of one account of the phrase.
     *
     * @param passphrase BIP-39's optional extra word; empty for none
     * @param account 0 for the first
     */
    public Bytes secret(Mnemonic mnemonic, String passphrase, int account) {
        if (account < 0 || account > ACCOUNT_MAX) {
            throw new IllegalArgumentException("account is " + account + "; allowed are 0 to " + ACCOUNT_MAX);
        }
        int last = isEd25519() ? HARDENED : 0;
        List<Integer> path = List.of(PURPOSE | HARDENED, COIN_TYPE | HARDENED, account | HARDENED, last, last);
        return descend(mnemonic.seed(passphrase), path).key();
    }

    /** A key and the chain code that its children need. */
    record Node(Bytes key, Bytes chainCode) {
        @Override
        public String toString() {
            return "Node[hidden]";
        }
    }

    Node descend(Bytes seed, List<Integer> path) {
        Bytes salt = Bytes.utf8(isEd25519() ? "ed25519 seed" : "Bitcoin seed");
        Node node = split(hmac(salt, seed));
        requireKey(node.key());
        for (int step : path) {
            node = child(node, step);
        }
        return node;
    }

    private Node child(Node parent, int step) {
        Bytes origin = step < 0
                ? Bytes.concat(Bytes.fromHex("00"), parent.key())
                : scheme.signer(parent.key()).publicKey().bytes();
        Bytes index =
                Bytes.wrap(new byte[] {(byte) (step >>> 24), (byte) (step >>> 16), (byte) (step >>> 8), (byte) step});
        Node raw = split(hmac(parent.chainCode(), Bytes.concat(origin, index)));
        if (isEd25519()) {
            return raw;
        }
        requireKey(raw.key());
        Bytes sum = word(number(raw.key()).add(number(parent.key())).mod(ORDER));
        requireKey(sum);
        return new Node(sum, raw.chainCode());
    }

    /** BIP-32 leaves out numbers that are no keys; one in 2^127 paths meets one. */
    private void requireKey(Bytes key) {
        if (!isEd25519() && (number(key).signum() == 0 || number(key).compareTo(ORDER) >= 0)) {
            throw new IllegalStateException("this path of the phrase leads to no key; use the next account");
        }
    }

    private boolean isEd25519() {
        return scheme.id() == SignatureScheme.ED25519;
    }

    private static Node split(byte[] both) {
        Bytes bytes = Bytes.wrap(both);
        return new Node(bytes.slice(0, KEY_SIZE), bytes.slice(KEY_SIZE, 2 * KEY_SIZE));
    }

    private static byte[] hmac(Bytes key, Bytes data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA512"));
            return mac.doFinal(data.readOnlyArray());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-512", impossible);
        }
    }

    private static BigInteger number(Bytes bytes) {
        return new BigInteger(1, bytes.readOnlyArray());
    }

    private static Bytes word(BigInteger value) {
        byte[] word = new byte[KEY_SIZE];
        for (int i = 0; i < KEY_SIZE; i++) {
            word[KEY_SIZE - 1 - i] = value.shiftRight(8 * i).byteValue();
        }
        return Bytes.wrap(word);
    }
}
