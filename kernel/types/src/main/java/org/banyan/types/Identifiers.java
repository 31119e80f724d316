package org.banyan.types;

/** The two forms of names in protocol objects. ASCII only, so that no two names look alike and none needs normalizing. */
public final class Identifiers {
    /** Most characters of an identifier, unless its owner says less. */
    public static final int LENGTH_MAX = 64;

    private Identifiers() {}

    /**
     * Names of contracts, kinds, extensions, schemes: lower-case letters, digits, dots and dashes, starting with a letter.
     *
     * @return {@code value}
     * @throws IllegalArgumentException naming {@code what} otherwise
     */
    public static String lowerCase(String what, String value, int lengthMax) {
        boolean allowed = hasLength(value, lengthMax) && isLower(value.charAt(0));
        for (int i = 1; allowed && i < value.length(); i++) {
            char c = value.charAt(i);
            allowed = isLower(c) || isDigit(c) || c == '.' || c == '-';
        }
        if (!allowed) {
            throw new IllegalArgumentException(what + " must be 1 to " + lengthMax
                    + " lower-case letters, digits, dots and dashes, starting with a letter");
        }
        return value;
    }

    public static String lowerCase(String what, String value) {
        return lowerCase(what, value, LENGTH_MAX);
    }

    /**
     * Names of methods and events: letters, digits, dots and underscores, starting with a letter.
     *
     * @return {@code value}
     * @throws IllegalArgumentException naming {@code what} otherwise
     */
    public static String member(String what, String value) {
        boolean allowed = hasLength(value, LENGTH_MAX) && isLetter(value.charAt(0));
        for (int i = 1; allowed && i < value.length(); i++) {
            char c = value.charAt(i);
            allowed = isLetter(c) || isDigit(c) || c == '.' || c == '_';
        }
        if (!allowed) {
            throw new IllegalArgumentException(what + " must be 1 to " + LENGTH_MAX
                    + " letters, digits, dots and underscores, starting with a letter");
        }
        return value;
    }

    private static boolean hasLength(String value, int lengthMax) {
        return !value.isEmpty() && value.length() <= lengthMax;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isLetter(char c) {
        return isLower(c) || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
