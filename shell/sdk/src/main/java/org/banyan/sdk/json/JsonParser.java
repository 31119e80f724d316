package org.banyan.sdk.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one JSON value strictly. One use, one thread. */
final class JsonParser {
    /** Most characters of a text. */
    static final int TEXT_MAX = 16 * 1024 * 1024;

    /** Deepest nesting. */
    static final int DEPTH_MAX = 64;

    private final String text;
    private int at;

    JsonParser(String text) {
        this.text = text;
    }

    Json whole() {
        if (text.length() > TEXT_MAX) {
            throw new JsonException(
                    "the JSON text has " + text.length() + " characters, more than the limit of " + TEXT_MAX);
        }
        skipSpace();
        Json value = value(0);
        skipSpace();
        if (at < text.length()) {
            throw wrong("nothing may follow the value");
        }
        return value;
    }

    private Json value(int depth) {
        if (depth > DEPTH_MAX) {
            throw wrong("nesting is deeper than " + DEPTH_MAX);
        }
        if (at >= text.length()) {
            throw wrong("a value is missing");
        }
        return switch (text.charAt(at)) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", Json.Null.VALUE);
            default -> number();
        };
    }

    private Json object(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (take('}')) {
            return new Json.Object(members);
        }
        do {
            skipSpace();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw wrong("a name in double quotes is missing");
            }
            String name = string();
            skipSpace();
            expect(':');
            skipSpace();
            if (members.putIfAbsent(name, value(depth + 1)) != null) {
                throw wrong("the name '" + shown(name) + "' appears twice");
            }
            skipSpace();
        } while (take(','));
        expect('}');
        return new Json.Object(members);
    }

    private Json array(int depth) {
        List<Json> elements = new ArrayList<>();
        at++;
        skipSpace();
        if (take(']')) {
            return new Json.Array(elements);
        }
        do {
            skipSpace();
            elements.add(value(depth + 1));
            skipSpace();
        } while (take(','));
        expect(']');
        return new Json.Array(elements);
    }

    private String string() {
        at++;
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return wellFormed(out.toString());
            }
            if (c < ' ') {
                at--;
                throw wrong("a control character stands in a text; write it as \\u00xx");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw wrong("a text has no closing quote");
    }

    private String wellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw wrong("a text holds half a surrogate pair, which is no character");
            }
        }
        return value;
    }

    private char escaped() {
        if (at >= text.length()) {
            throw wrong("a text has no closing quote");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("\\" + c + " is no escape");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? hexDigit(text.charAt(at)) : -1;
            if (digit < 0) {
                throw wrong("\\u needs four hexadecimal digits");
            }
            value = value * 16 + digit;
            at++;
        }
        return (char) value;
    }

    private static int hexDigit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private Json number() {
        int start = at;
        take('-');
        if (!take('0')) {
            digits("a value is missing or misspelt; texts stand in double quotes");
        }
        if (take('.')) {
            digits("a digit must follow the point");
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits("a digit must follow the exponent");
        }
        return new Json.Number(text.substring(start, at));
    }

    private void digits(String otherwise) {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong(otherwise);
        }
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value is misspelt; texts stand in double quotes");
        }
        at += word.length();
        return value;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char c) {
        boolean found = at < text.length() && text.charAt(at) == c;
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw wrong("'" + c + "' is missing");
        }
    }

    private JsonException wrong(String what) {
        String before = text.substring(0, Math.min(at, text.length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return new JsonException("not JSON: " + what + " (line " + line + ", column " + column + ")");
    }

    /** Hostile input is not repeated in full in messages. */
    private static String shown(String name) {
        return Optional.of(name).filter(all -> all.length() <= 64).orElseGet(() -> name.substring(0, 64) + "…");
    }
}
