package org.banyan.types.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import org.banyan.types.Bytes;

/**
 * The form that keys, signatures and secrets of {@link SignatureScheme#SECP256K1} must have on every chain, checked before any provider sees them.
 *
 * <p>Providers disagree on high-s signatures, other key encodings and malformed input; two honest nodes with different providers would fork. These checks
 * leave them only what they agree on. Numbers are big-endian and compared as bytes; nothing is allocated. What is left to the provider is whether the key
 * is a point of the curve and the signature equation itself. Rules: {@code docs/spi/crypto.md}; source: DESIGN.md 2, RELIABILITY.md 46.
 */
public final class Secp256k1Rules {
    /** Compressed point: prefix 02 or 03, then x. */
    public static final int KEY_SIZE = 33;

    /** r, then s. */
    public static final int SIGNATURE_SIZE = 64;

    public static final int SECRET_SIZE = 32;

    private static final int WORD = 32;
    private static final byte[] FIELD = word("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");
    private static final byte[] ORDER = word("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    private static final byte[] HALF_ORDER = word("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

    private Secp256k1Rules() {}

    /** 33 bytes, prefix 02 or 03, x below the field's prime. Says nothing about the point being on the curve. */
    public static boolean hasKeyForm(Bytes key) {
        if (key.size() != KEY_SIZE || (key.at(0) != 2 && key.at(0) != 3)) {
            return false;
        }
        return compare(key.readOnlyArray(), 1, FIELD) < 0;
    }

    /** 64 bytes, 0 < r < n, 0 < s <= n/2 (low-s). */
    public static boolean hasSignatureForm(Bytes signature) {
        if (signature.size() != SIGNATURE_SIZE) {
            return false;
        }
        byte[] bytes = signature.readOnlyArray();
        return !isZero(bytes, 0)
                && compare(bytes, 0, ORDER) < 0
                && !isZero(bytes, WORD)
                && compare(bytes, WORD, HALF_ORDER) <= 0;
    }

    /** 32 bytes, 0 < d < n. */
    public static boolean hasSecretForm(Bytes secret) {
        return secret.size() == SECRET_SIZE
                && !isZero(secret.readOnlyArray(), 0)
                && compare(secret.readOnlyArray(), 0, ORDER) < 0;
    }

    private static int compare(byte[] bytes, int from, byte[] limit) {
        return Arrays.compareUnsigned(bytes, from, from + WORD, limit, 0, WORD);
    }

    private static boolean isZero(byte[] bytes, int from) {
        for (int i = from; i < from + WORD; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] word(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
