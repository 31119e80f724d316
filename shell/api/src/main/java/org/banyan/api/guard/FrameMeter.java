package org.banyan.api.guard;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Watches the bytes that come on one connection: tells HTTP/2 from HTTP/1, finds frames that begin and do not end, and prices frames that carry nothing a caller
 * needs (RFC 9113). Changes nothing. Confined to the connection's event loop.
 */
final class FrameMeter {
    /** Price of a PING, SETTINGS, PRIORITY, CONTINUATION, empty DATA or unknown frame. */
    static final int IDLE_FRAME = 10;

    /** Price of a WINDOW_UPDATE or RST_STREAM. */
    static final int SMALL_FRAME = 1;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 9;
    private static final int LENGTH_BYTES = 3;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;
    private static final int STREAM_AT = 5;
    private static final int WINDOW_UPDATE = 8;

    private final byte[] header = new byte[HEADER];
    private final RequestBodies bodies = new RequestBodies();
    private int prefaceSeen;
    private boolean http1;
    private int headerSeen;
    private int payloadLeft;
    private boolean settled;
    private long partialSince;
    private long partialBytes;
    private boolean partial;

    /** What the frames that ended in these bytes cost; HEADERS earn, which comes as less than 0. */
    int read(ByteBuf bytes, long nowNanos) {
        int price = 0;
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (prefaceSeen < PREFACE.length) {
                matchPreface(bytes.getByte(at++));
            } else if (headerSeen < HEADER) {
                begin(nowNanos);
                header[headerSeen++] = bytes.getByte(at++);
                partialBytes++;
                if (headerSeen == HEADER) {
                    payloadLeft = length();
                    price += price(payloadLeft);
                    bodies.frame(header[TYPE_AT], header[FLAGS_AT], stream(), payloadLeft, nowNanos);
                }
            } else {
                int taken = Math.min(payloadLeft, end - at);
                payloadLeft -= taken;
                partialBytes += taken;
                at += taken;
            }
            if (headerSeen == HEADER && payloadLeft == 0) {
                headerSeen = 0;
                partial = false;
                settled = true;
            }
        }
        return price;
    }

    /** HTTP/1 may turn into HTTP/2 later, by an upgrade, so that the preface is looked for all the time. */
    private void matchPreface(byte next) {
        if (next == PREFACE[prefaceSeen]) {
            prefaceSeen++;
            http1 = http1 && prefaceSeen < PREFACE.length;
        } else {
            http1 = true;
            prefaceSeen = next == PREFACE[0] ? 1 : 0;
        }
    }

    private void begin(long nowNanos) {
        if (!partial) {
            partial = true;
            partialSince = nowNanos;
            partialBytes = 0;
        }
    }

    private int length() {
        int length = 0;
        for (int i = 0; i < LENGTH_BYTES; i++) {
            length = length << Byte.SIZE | header[i] & 0xff;
        }
        return length;
    }

    private int stream() {
        int stream = 0;
        for (int i = STREAM_AT; i < HEADER; i++) {
            stream = stream << Byte.SIZE | header[i] & 0xff;
        }
        return stream & Integer.MAX_VALUE;
    }

    private int price(int length) {
        return switch (header[TYPE_AT]) {
            case RequestBodies.HEADERS -> -4 * IDLE_FRAME;
            case WINDOW_UPDATE, RequestBodies.RST_STREAM -> SMALL_FRAME;
            case RequestBodies.DATA ->
                length == 0 && (header[FLAGS_AT] & RequestBodies.END_STREAM) == 0 ? IDLE_FRAME : 0;
            default -> IDLE_FRAME;
        };
    }

    RequestBodies bodies() {
        return bodies;
    }

    boolean isHttp1() {
        return http1;
    }

    /** Whether an HTTP/2 connection has begun: preface and a whole frame. */
    boolean isSettled() {
        return settled;
    }

    /** Whether a frame has been coming for longer than {@code patienceNanos}, at less than {@code bytesPerSecond} since it began. */
    boolean isStuck(long nowNanos, long patienceNanos, int bytesPerSecond) {
        long age = nowNanos - partialSince;
        return partial && age > patienceNanos && partialBytes < bytesPerSecond * (age / 1e9);
    }
}
