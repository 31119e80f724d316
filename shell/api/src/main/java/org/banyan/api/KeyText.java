package org.banyan.api;

import java.util.HexFormat;
import org.banyan.types.Bytes;

/** State keys for people: runs of printable characters in quotes, the rest hexadecimal. */
final class KeyText {
    /** Shorter runs of printable characters are as likely chance. */
    private static final int RUN_MIN = 3;

    private static final int BYTES_MAX = 96;

    private KeyText() {}

    static String of(Bytes key) {
        int size = Math.min(key.size(), BYTES_MAX);
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < size; ) {
            int end = at;
            while (end < size && isPrintable(key.at(end))) {
                end++;
            }
            if (!text.isEmpty()) {
                text.append(' ');
            }
            if (end - at >= RUN_MIN) {
                text.append('"');
                for (; at < end; at++) {
                    text.append((char) key.at(at));
                }
                text.append('"');
                continue;
            }
            int stop = at;
            while (stop < size && !startsRun(key, stop, size)) {
                stop++;
            }
            for (; at < stop; at++) {
                text.append(HexFormat.of().toHexDigits(key.at(at)));
            }
        }
        return size < key.size() ? text.append(" …").toString() : text.toString();
    }

    private static boolean startsRun(Bytes key, int at, int size) {
        for (int i = at; i < at + RUN_MIN; i++) {
            if (i >= size || !isPrintable(key.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(byte next) {
        return next > ' ' && next < 0x7f && next != '"';
    }
}
