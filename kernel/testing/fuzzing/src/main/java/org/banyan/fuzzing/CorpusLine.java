package org.banyan.fuzzing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * One input as one line that people can read and compare: hex digits, or text between double quotes, in UTF-8, with <code>\n</code>, <code>\t</code>,
 * <code>\r</code>, <code>\"</code>, <code>\\</code> and <code>\xNN</code> for any byte.
 */
final class CorpusLine {
    private static final HexFormat HEX = HexFormat.of();

    private CorpusLine() {}

    /** @throws IllegalArgumentException saying what is wrong with the line */
    static byte[] read(String line) {
        if (!line.startsWith("\"")) {
            return HEX.parseHex(line);
        }
        if (line.length() < 2 || !line.endsWith("\"")) {
            throw new IllegalArgumentException("text has no closing quote");
        }
        return text(line.substring(1, line.length() - 1));
    }

    private static byte[] text(String content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < content.length()) {
            int codePoint = content.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint != '\\') {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char escape = at < content.length() ? content.charAt(at++) : 0;
            switch (escape) {
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case 'r' -> bytes.write('\r');
                case '"', '\\' -> bytes.write(escape);
                case 'x' -> {
                    if (at + 2 > content.length()) {
                        throw new IllegalArgumentException("\\x needs two hex digits");
                    }
                    bytes.write(HexFormat.fromHexDigits(content, at, at + 2));
                    at += 2;
                }
                default -> throw new IllegalArgumentException("unknown escape \\" + escape);
            }
        }
        return bytes.toByteArray();
    }

    /** The line for an input: text when most of it is printable ASCII, else hex. */
    static String write(byte[] input) {
        int printable = 0;
        for (byte each : input) {
            printable += isPlain(each) ? 1 : 0;
        }
        return input.length == 0 || printable < 0.8 * input.length ? hex(input) : quoted(input);
    }

    private static String hex(byte[] input) {
        return input.length == 0 ? "\"\"" : HEX.formatHex(input);
    }

    private static String quoted(byte[] input) {
        StringBuilder line = new StringBuilder("\"");
        for (byte each : input) {
            switch (each) {
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                case '\r' -> line.append("\\r");
                case '"', '\\' -> line.append('\\').append((char) each);
                default -> {
                    if (each >= ' ' && each < 0x7f) {
                        line.append((char) each);
                    } else {
                        line.append("\\x").append(HEX.toHexDigits(each));
                    }
                }
            }
        }
        return line.append('"').toString();
    }

    private static boolean isPlain(byte value) {
        return value >= ' ' && value < 0x7f || value == '\n' || value == '\t' || value == '\r';
    }
}
