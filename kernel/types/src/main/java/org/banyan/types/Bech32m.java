package org.banyan.types;

import java.util.Locale;

/**
 * Bech32m (BIP-350): text with a human-readable prefix and a checksum that finds up to four wrong characters.
 *
 * <p>Works on prefix and payload bytes. Pure and thread-safe.
 */
final class Bech32m {
    static final int LENGTH_MAX = 90;

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CONSTANT = 0x2bc830a3;
    private static final int CHECKSUM_LENGTH = 6;

    private Bech32m() {}

    /**
     * A text whose checksum holds.
     *
     * @param groups of five bits, one a byte
     */
    record Decoded(String prefix, Bytes groups) {}

    static String encode(String prefix, Bytes payload) {
        return encodeGroups(prefix, toGroups(payload));
    }

    static String encodeGroups(String prefix, Bytes groups) {
        StringBuilder text = new StringBuilder(prefix).append('1');
        int state = absorbPrefix(prefix);
        for (int i = 0; i < groups.size(); i++) {
            state = step(state, groups.at(i));
            text.append(ALPHABET.charAt(groups.at(i)));
        }
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            state = step(state, 0);
        }
        int checksum = state ^ CONSTANT;
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt(checksum >>> 5 * i & 31));
        }
        return text.toString();
    }

    /**
     * Checks form and checksum; either all upper or all lower case.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Decoded decode(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("it has " + text.length() + " characters, more than " + LENGTH_MAX);
        }
        String lower = requireOneCase(text);
        int separator = lower.lastIndexOf('1');
        if (separator < 1 || separator + 1 + CHECKSUM_LENGTH > lower.length()) {
            throw new IllegalArgumentException(
                    "it must be a prefix, the digit 1 and at least " + CHECKSUM_LENGTH + " characters of checksum");
        }
        String prefix = lower.substring(0, separator);
        int state = absorbPrefix(prefix);
        byte[] groups = new byte[lower.length() - separator - 1 - CHECKSUM_LENGTH];
        for (int i = separator + 1; i < lower.length(); i++) {
            int group = ALPHABET.indexOf(lower.charAt(i));
            if (group < 0) {
                throw new IllegalArgumentException(
                        "character '" + lower.charAt(i) + "' at position " + i + " is not in its alphabet");
            }
            if (i - separator - 1 < groups.length) {
                groups[i - separator - 1] = (byte) group;
            }
            state = step(state, group);
        }
        if (state != CONSTANT) {
            throw new IllegalArgumentException("its checksum is wrong: a character was mistyped or left out");
        }
        return new Decoded(prefix, Bytes.wrap(groups));
    }

    /**
     * Five-bit groups to bytes.
     *
     * @throws IllegalArgumentException if more than four bits are left over, or one of them is set
     */
    static Bytes toBytes(Bytes groups) {
        byte[] bytes = new byte[groups.size() * 5 / 8];
        int pending = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < groups.size(); i++) {
            pending = (pending << 5 | groups.at(i)) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (pending >>> bits);
            }
        }
        if (bits >= 5 || (pending & (1 << bits) - 1) != 0) {
            throw new IllegalArgumentException("its payload does not end at a byte with zero padding");
        }
        return Bytes.wrap(bytes);
    }

    private static Bytes toGroups(Bytes payload) {
        byte[] groups = new byte[(payload.size() * 8 + 4) / 5];
        int pending = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < payload.size(); i++) {
            pending = (pending << 8 | payload.at(i) & 0xff) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                groups[at++] = (byte) (pending >>> bits & 31);
            }
        }
        if (bits > 0) {
            groups[at] = (byte) (pending << 5 - bits & 31);
        }
        return Bytes.wrap(groups);
    }

    private static String requireOneCase(String text) {
        boolean upper = false;
        boolean lower = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 33 || c > 126) {
                throw new IllegalArgumentException("character " + i + " is not printable ASCII");
            }
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
        }
        if (upper && lower) {
            throw new IllegalArgumentException("it mixes upper and lower case");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static int absorbPrefix(String prefix) {
        int state = 1;
        for (int i = 0; i < prefix.length(); i++) {
            state = step(state, prefix.charAt(i) >>> 5);
        }
        state = step(state, 0);
        for (int i = 0; i < prefix.length(); i++) {
            state = step(state, prefix.charAt(i) & 31);
        }
        return state;
    }

    /** Multiplies by x and adds {@code group} in the checksum's field. */
    private static int step(int state, int group) {
        int top = state >>> 25;
        int next = (state & 0x1ffffff) << 5 ^ group;
        for (int i = 0; i < GENERATOR.length; i++) {
            if ((top >>> i & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }
}
