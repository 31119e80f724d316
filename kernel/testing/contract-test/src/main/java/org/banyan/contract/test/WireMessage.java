package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.types.Bytes;

/** The fields of a Protocol Buffers message without its schema: enough to read descriptors and requests for messages to people. */
final class WireMessage {
    private static final int VARINT = 0;
    private static final int SIZED = 2;

    private record Field(int number, long value, Bytes bytes) {}

    private final List<Field> fields = new ArrayList<>();
    private final Bytes source;
    private int position;

    /** @throws IllegalArgumentException if {@code source} is no message of numbers, bytes and messages */
    WireMessage(Bytes source) {
        this.source = source;
        while (position < source.size()) {
            long tag = varint();
            int number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case VARINT -> fields.add(new Field(number, varint(), Bytes.EMPTY));
                case SIZED -> fields.add(new Field(number, 0, next(varint())));
                default -> throw new IllegalArgumentException("wire type " + (tag & 7) + " is not read here");
            }
        }
    }

    List<Bytes> all(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .map(Field::bytes)
                .toList();
    }

    List<WireMessage> messages(int number) {
        return all(number).stream().map(WireMessage::new).toList();
    }

    Optional<WireMessage> message(int number) {
        return messages(number).stream().findFirst();
    }

    Bytes bytes(int number) {
        return all(number).stream().findFirst().orElse(Bytes.EMPTY);
    }

    String text(int number) {
        return new String(bytes(number).toArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    long number(int number) {
        return fields.stream()
                .filter(field -> field.number == number)
                .mapToLong(Field::value)
                .findFirst()
                .orElse(0);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = next(1).at(0);
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is longer than 64 bits");
    }

    private Bytes next(long size) {
        if (size < 0 || size > source.size() - position) {
            throw new IllegalArgumentException("the message is cut off");
        }
        Bytes part = source.slice(position, position + (int) size);
        position += (int) size;
        return part;
    }
}
