package org.banyan.simulation.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads Protocol Buffers wire format, the checkers' own way: all fields of a message in their order, whatever they mean. */
final class RawMessage {
    private record Field(int number, long value, byte[] bytes) {}

    private final List<Field> fields = new ArrayList<>();

    RawMessage(byte[] bytes) {
        int[] at = {0};
        while (at[0] < bytes.length) {
            long key = varint(bytes, at);
            int number = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> fields.add(new Field(number, varint(bytes, at), new byte[0]));
                case 2 -> {
                    int size = (int) varint(bytes, at);
                    fields.add(new Field(number, 0, Arrays.copyOfRange(bytes, at[0], at[0] + size)));
                    at[0] += size;
                }
                default -> throw new IllegalArgumentException("a field of wire type " + (key & 7));
            }
        }
    }

    private static long varint(byte[] bytes, int[] at) {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = bytes[at[0]++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a varint without an end");
    }

    long number(int field) {
        for (Field each : fields) {
            if (each.number == field) {
                return each.value;
            }
        }
        return 0;
    }

    byte[] bytes(int field) {
        for (Field each : fields) {
            if (each.number == field) {
                return each.bytes;
            }
        }
        return new byte[0];
    }

    RawMessage message(int field) {
        return new RawMessage(bytes(field));
    }

    List<byte[]> all(int field) {
        return fields.stream()
                .filter(each -> each.number == field)
                .map(Field::bytes)
                .toList();
    }
}
