package org.banyan.mainchain.node.flood;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes of HTTP/2 (RFC 9113), with headers that are compressed in no way (RFC 7541, 6.2.2). */
final class Frames {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int INITIAL_WINDOW_SIZE = 4;

    private Frames() {}

    static byte[] preface() {
        return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, payload.length, 3);
        number(out, type, 1);
        number(out, flags, 1);
        number(out, stream, 4);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write(value >>> 8 * i);
        }
    }

    /** Settings that let the server send so many bytes on a stream. */
    static byte[] settings(int window) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, INITIAL_WINDOW_SIZE, 2);
        number(out, window, 4);
        return frame(SETTINGS, 0, 0, out.toByteArray());
    }

    static byte[] get(int stream, String path, String... more) {
        return headers(stream, END_STREAM, "GET", path, more);
    }

    static byte[] post(int stream, String path, String... more) {
        return headers(stream, 0, "POST", path, more);
    }

    private static byte[] headers(int stream, int flags, String method, String path, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        literal(out, ":method", method);
        literal(out, ":scheme", "http");
        literal(out, ":path", path);
        literal(out, ":authority", "localhost");
        for (int i = 0; i < more.length; i += 2) {
            literal(out, more[i], more[i + 1]);
        }
        return frame(HEADERS, flags | END_HEADERS, stream, out.toByteArray());
    }

    private static void literal(ByteArrayOutputStream out, String name, String value) {
        out.write(0);
        text(out, name);
        text(out, value);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int left = bytes.length;
        if (left < 127) {
            out.write(left);
        } else {
            out.write(127);
            for (left -= 127; left >= 128; left >>>= 7) {
                out.write(left & 127 | 128);
            }
            out.write(left);
        }
        out.writeBytes(bytes);
    }
}
