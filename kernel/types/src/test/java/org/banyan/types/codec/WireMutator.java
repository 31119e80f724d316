package org.banyan.types.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.generators.RandomValues;

/**
 * Breaks encodings: of raw bytes anywhere, and of whole fields at any depth with the lengths around them put right, which is where a parser can be
 * lenient without noticing.
 */
final class WireMutator {
    private final RandomValues values;

    WireMutator(RandomValues values) {
        this.values = values;
    }

    Bytes mutate(Bytes source) {
        return Bytes.wrap(values.chance(50) ? breakBytes(source.toArray()) : breakFields(source.toArray(), 4));
    }

    private byte[] breakBytes(byte[] source) {
        if (source.length == 0) {
            return values.exactly(1 + values.upTo(3)).toArray();
        }
        int at = values.upTo(source.length - 1);
        byte[] changed = source.clone();
        switch (values.upTo(5)) {
            case 0 -> changed[at] ^= (byte) (1 << values.upTo(7));
            case 1 -> changed[at] = (byte) values.uint64();
            case 2 ->
                changed = join(
                        slice(source, 0, at), new byte[] {(byte) values.uint64()}, slice(source, at, source.length));
            case 3 -> changed = join(slice(source, 0, at), slice(source, at + 1, source.length));
            case 4 -> changed = slice(source, 0, at);
            default -> changed = join(source, values.exactly(1 + values.upTo(2)).toArray());
        }
        return changed;
    }

    private byte[] breakFields(byte[] source, int depthMax) {
        List<byte[]> fields = fields(source);
        if (fields.isEmpty()) {
            return breakBytes(source);
        }
        int at = values.upTo(fields.size() - 1);
        byte[] field = fields.get(at);
        switch (values.upTo(depthMax > 0 ? 8 : 5)) {
            case 0 -> fields.remove(at);
            case 1 -> fields.add(at, field);
            case 2 -> Collections.swap(fields, at, values.upTo(fields.size() - 1));
            case 3 -> fields.add(at, new byte[] {(byte) (1 + values.upTo(15) << 3), 0});
            case 4 -> fields.add(at, new byte[] {(byte) (1 + values.upTo(15) << 3 | 2), 0});
            case 5 -> fields.set(at, lengthenVarint(field));
            default -> fields.set(at, breakInside(field, depthMax - 1));
        }
        return join(fields.toArray(byte[][]::new));
    }

    /** Breaks the content of a bytes field and writes its length anew. */
    private byte[] breakInside(byte[] field, int depthMax) {
        if ((field[0] & 7) != 2) {
            return breakBytes(field);
        }
        int tagEnd = varintEnd(field, 0);
        int contentStart = varintEnd(field, tagEnd);
        byte[] content = breakFields(slice(field, contentStart, field.length), depthMax);
        return join(slice(field, 0, tagEnd), varint(content.length), content);
    }

    /** The first number gets one byte more and means the same. */
    private static byte[] lengthenVarint(byte[] field) {
        int end = varintEnd(field, 0);
        byte[] tag = slice(field, 0, end);
        tag[end - 1] |= (byte) 0x80;
        return join(tag, new byte[] {0}, slice(field, end, field.length));
    }

    /** Splits into fields, or returns nothing when the bytes are not a message. */
    private static List<byte[]> fields(byte[] source) {
        List<byte[]> fields = new ArrayList<>();
        int at = 0;
        while (at < source.length) {
            int tagEnd = varintEnd(source, at);
            if (tagEnd < 0) {
                return List.of();
            }
            int end = varintEnd(source, tagEnd);
            int wireType = source[at] & 7;
            if (end >= 0 && wireType == 2) {
                end += number(source, tagEnd, end);
            }
            if (end < 0 || end > source.length || wireType != 0 && wireType != 2) {
                return List.of();
            }
            fields.add(slice(source, at, end));
            at = end;
        }
        return fields;
    }

    private static int varintEnd(byte[] source, int from) {
        for (int at = from; at < source.length; at++) {
            if (source[at] >= 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Small enough to add to an offset. */
    private static int number(byte[] source, int from, int to) {
        int number = 0;
        for (int at = to - 1; at >= from; at--) {
            number = (number & 0x7fffff) << 7 | source[at] & 0x7f;
        }
        return number;
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    private static byte[] slice(byte[] source, int from, int to) {
        return Arrays.copyOfRange(source, from, to);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
