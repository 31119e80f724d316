package org.banyan.drivers.crypto.keystore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One flat JSON object of printable ASCII strings and non-negative integers, in a fixed order: all that a key file needs.
 *
 * <p>Reads any white space between tokens, but no escapes, nesting, repeated names or trailing text.
 */
final class FlatJson {
    static final int TEXT_MAX = 4096;
    private static final int DIGITS_MAX = 9;

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /** Values are {@link String} or {@link Integer}. */
    static String write(Map<String, Object> fields) {
        List<String> lines = new ArrayList<>();
        fields.forEach((name, value) -> {
            String shown = value instanceof String string ? "\"" + string + "\"" : value.toString();
            lines.add("  \"" + name + "\": " + shown);
        });
        return "{\n" + String.join(",\n", lines) + "\n}\n";
    }

    /** @throws IllegalArgumentException if {@code text} has another form; the message says where */
    static Map<String, Object> read(String text) {
        if (text.length() > TEXT_MAX) {
            throw new IllegalArgumentException("longer than " + TEXT_MAX + " characters");
        }
        return new FlatJson(text).object();
    }

    private Map<String, Object> object() {
        Map<String, Object> fields = new LinkedHashMap<>();
        expect('{');
        do {
            String name = string();
            expect(':');
            if (fields.put(name, peek() == '"' ? string() : number()) != null) {
                throw new IllegalArgumentException("field '" + name + "' is there twice");
            }
        } while (accept(','));
        expect('}');
        if (peek() != END) {
            throw unexpected("the end");
        }
        return fields;
    }

    private String string() {
        expect('"');
        int start = at;
        while (at < text.length() && text.charAt(at) != '"') {
            char each = text.charAt(at);
            if (each < ' ' || each > '~' || each == '\\') {
                throw unexpected("printable ASCII without escapes");
            }
            at++;
        }
        String value = text.substring(start, at);
        expect('"');
        return value;
    }

    private Integer number() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.isEmpty() || digits.length() > DIGITS_MAX || (digits.length() > 1 && digits.startsWith("0"))) {
            throw unexpected("a string or a number of at most " + DIGITS_MAX + " digits");
        }
        return Integer.valueOf(digits);
    }

    private static final char END = '\0';

    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : END;
    }

    private boolean accept(char wanted) {
        boolean found = peek() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw unexpected("'" + wanted + "'");
        }
    }

    private IllegalArgumentException unexpected(String wanted) {
        return new IllegalArgumentException(
                at >= text.length()
                        ? "the text ends where " + wanted + " should be"
                        : "expected " + wanted + " at character " + (at + 1));
    }
}
