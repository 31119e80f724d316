package org.banyan.drivers.exec.akka.cluster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.SignatureCheck;
import org.banyan.spi.verification.SignatureChunk;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/**
 * The bytes of {@link Wire} messages, big-endian. Reading accepts what writing makes and nothing else.
 *
 * <pre>
 * Hello    slots u16
 * Request  ticket u64, suite (length u8, ASCII), count u16, then for each signature:
 *          scheme u32, message 32 bytes, key (length u8, bytes), signature (length u8, bytes)
 * Answer   ticket u64, count u16 (0: unknown suite), a bit for each signature
 * </pre>
 */
final class WireForm {
    /** Longest suite name, key and signature. */
    static final int SHORT_MAX = 255;

    /** Largest message: some 134 KB are usual for the largest chunk of secp256k1. */
    static final int BYTES_MAX = 640 * 1024;

    private static final int TICKET = Long.BYTES;
    private static final int COUNT = Short.BYTES;

    private WireForm() {}

    static byte[] write(Wire message) {
        return switch (message) {
            case Wire.Hello hello ->
                ByteBuffer.allocate(COUNT).putShort((short) hello.slots()).array();
            case Wire.Request request -> request(request);
            case Wire.Answer answer -> answer(answer);
        };
    }

    private static byte[] request(Wire.Request request) {
        Bytes suite = Bytes.utf8(request.chunk().suite());
        int size = TICKET + 1 + suite.size() + COUNT;
        for (SignatureCheck check : request.chunk().checks()) {
            size += Integer.BYTES
                    + Hash.SIZE
                    + 2
                    + check.key().size()
                    + check.signature().size();
        }
        ByteBuffer out = ByteBuffer.allocate(size).putLong(request.ticket());
        writeShort(out, suite);
        out.putShort((short) request.chunk().checks().size());
        for (SignatureCheck check : request.chunk().checks()) {
            out.putInt(check.scheme()).put(check.message().bytes().readOnlyArray());
            writeShort(out, check.key());
            writeShort(out, check.signature());
        }
        return out.array();
    }

    private static void writeShort(ByteBuffer out, Bytes bytes) {
        if (bytes.size() > SHORT_MAX) {
            throw new IllegalArgumentException(
                    bytes.size() + " bytes of a suite's name, key or signature are more than " + SHORT_MAX);
        }
        out.put((byte) bytes.size()).put(bytes.readOnlyArray());
    }

    private static byte[] answer(Wire.Answer answer) {
        int count = answer.verdicts().map(ChunkVerdicts::count).orElse(0);
        Bytes bits = answer.verdicts().map(ChunkVerdicts::bits).orElse(Bytes.EMPTY);
        return ByteBuffer.allocate(TICKET + COUNT + bits.size())
                .putLong(answer.ticket())
                .putShort((short) count)
                .put(bits.readOnlyArray())
                .array();
    }

    static Wire.Hello readHello(byte[] bytes) {
        return whole(bytes, in -> new Wire.Hello(in.getShort() & 0xffff));
    }

    static Wire.Request readRequest(byte[] bytes) {
        return whole(bytes, in -> {
            long ticket = in.getLong();
            String suite = ascii(readShort(in));
            int count = in.getShort() & 0xffff;
            if (count > SignatureChunk.CHECKS_MAX) {
                throw new IllegalArgumentException(
                        count + " signatures in a chunk, more than " + SignatureChunk.CHECKS_MAX);
            }
            List<SignatureCheck> checks = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int scheme = in.getInt();
                Hash message = Hash.of(take(in, Hash.SIZE));
                checks.add(new SignatureCheck(scheme, message, readShort(in), readShort(in)));
            }
            return new Wire.Request(ticket, new SignatureChunk(suite, checks));
        });
    }

    static Wire.Answer readAnswer(byte[] bytes) {
        return whole(bytes, in -> {
            long ticket = in.getLong();
            int count = in.getShort() & 0xffff;
            if (count > SignatureChunk.CHECKS_MAX) {
                throw new IllegalArgumentException(
                        "verdicts on " + count + " signatures, more than " + SignatureChunk.CHECKS_MAX);
            }
            return new Wire.Answer(
                    ticket,
                    count == 0
                            ? Optional.empty()
                            : Optional.of(new ChunkVerdicts(count, take(in, ChunkVerdicts.bytes(count)))));
        });
    }

    private interface Reading<T> {
        T from(ByteBuffer in);
    }

    private static <T> T whole(byte[] bytes, Reading<T> reading) {
        if (bytes.length > BYTES_MAX) {
            throw new IllegalArgumentException("a message of " + bytes.length + " bytes, more than " + BYTES_MAX);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        T read;
        try {
            read = reading.from(in);
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("a message of " + bytes.length + " bytes ends too early", cut);
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes after the end of a message");
        }
        return read;
    }

    private static Bytes readShort(ByteBuffer in) {
        return take(in, in.get() & 0xff);
    }

    private static Bytes take(ByteBuffer in, int size) {
        if (in.remaining() < size) {
            throw new BufferUnderflowException();
        }
        byte[] taken = new byte[size];
        in.get(taken);
        return Bytes.wrap(taken);
    }

    private static String ascii(Bytes bytes) {
        StringBuilder text = new StringBuilder(bytes.size());
        for (int i = 0; i < bytes.size(); i++) {
            if (bytes.at(i) <= ' ') {
                throw new IllegalArgumentException("the name of a crypto suite has a byte that is no visible ASCII");
            }
            text.append((char) bytes.at(i));
        }
        return text.toString();
    }
}
