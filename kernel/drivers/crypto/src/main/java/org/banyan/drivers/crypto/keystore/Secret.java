package org.banyan.drivers.crypto.keystore;

import java.util.HexFormat;
import java.util.Locale;
import org.banyan.types.Bytes;

/** A private key in memory that does not print itself. Immutable. */
public final class Secret {
    /** Both schemes have secrets of this size. */
    public static final int SIZE = 32;

    private final Bytes bytes;

    private Secret(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @throws KeystoreException (BAD_INPUT) unless there are {@value #SIZE} bytes */
    public static Secret of(Bytes bytes) {
        if (bytes.size() != SIZE) {
            throw bad("a private key has " + SIZE + " bytes but got " + bytes.size());
        }
        return new Secret(bytes);
    }

    /** @throws KeystoreException (BAD_INPUT) unless {@code hex} is 64 hexadecimal digits; the message does not repeat them */
    public static Secret fromHex(String hex) {
        String digits = hex.strip().toLowerCase(Locale.ROOT);
        if (digits.length() != 2 * SIZE || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw bad("a private key is " + 2 * SIZE + " hexadecimal digits but got " + digits.length()
                    + " characters; give it without prefix, quotes or spaces");
        }
        return new Secret(Bytes.fromHex(digits));
    }

    /** The key itself, for signers and deliberate export. */
    public Bytes reveal() {
        return bytes;
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }

    private static KeystoreException bad(String message) {
        return new KeystoreException(KeystoreException.Reason.BAD_INPUT, message);
    }
}
