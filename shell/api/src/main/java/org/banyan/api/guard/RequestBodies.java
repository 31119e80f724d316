package org.banyan.api.guard;

import java.util.HashMap;
import java.util.Map;

/**
 * Requests of one HTTP/2 connection whose bodies are still coming: since when, and how much. They are held in memory until they are whole, and no call begins
 * before, so that nobody else can see them. Confined to the connection's event loop.
 */
final class RequestBodies {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int END_STREAM = 1;

    private static final double NANOS = 1e9;

    private final Map<Integer, Body> coming = new HashMap<>();
    private long bytes;

    private record Body(long since, long bytes) {}

    void frame(int type, int flags, int stream, int length, long nowNanos) {
        boolean last = (flags & END_STREAM) != 0;
        switch (type) {
            case HEADERS -> {
                if (last) {
                    end(stream);
                } else {
                    coming.putIfAbsent(stream, new Body(nowNanos, 0));
                }
            }
            case DATA -> {
                if (last) {
                    end(stream);
                } else if (coming.computeIfPresent(stream, (id, body) -> new Body(body.since, body.bytes + length))
                        != null) {
                    bytes += length;
                }
            }
            case RST_STREAM -> end(stream);
            default -> {}
        }
    }

    private void end(int stream) {
        Body whole = coming.remove(stream);
        bytes -= whole == null ? 0 : whole.bytes;
    }

    int count() {
        return coming.size();
    }

    /** Bytes that have come of bodies that are not whole. */
    long bytes() {
        return bytes;
    }

    /** Whether one has been coming for longer than {@code patienceNanos}, at less than {@code bytesPerSecond} since it began. */
    boolean stall(long nowNanos, long patienceNanos, int bytesPerSecond) {
        return coming.values().stream()
                .anyMatch(body -> nowNanos - body.since > patienceNanos
                        && body.bytes < bytesPerSecond * ((nowNanos - body.since) / NANOS));
    }
}
