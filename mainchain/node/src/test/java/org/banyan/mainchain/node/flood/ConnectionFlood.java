package org.banyan.mainchain.node.flood;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Connections that hold a node up, or shower it with frames. One thread's. */
final class ConnectionFlood {
    private static final int BURST = 1_000;
    private static final int MANY = 40;
    private static final int IDLE = 500;
    private static final int STREAMS = 16;
    private static final String BIG_ANSWER = "/docs/main.js";
    /** A node drops who stalls within 11 s of its own time; on a machine that has better to do, later. */
    private static final int LATE_MILLIS = 45_000;

    private final int port;
    private final int host;
    private final Tally tally;

    ConnectionFlood(int port, int host, Tally tally) {
        this.port = port;
        this.host = host;
        this.tally = tally;
    }

    void round(Flood flood) throws IOException, InterruptedException {
        switch (flood) {
            case SLOW_READERS -> slowReaders();
            case SLOW_SENDERS -> slowSenders();
            case IDLE_CONNECTIONS -> idle();
            case RAPID_RESET -> burst(this::resets);
            case PINGS -> burst(first -> frames(Frames.frame(Frames.PING, 0, 0, new byte[8])));
            case SETTINGS -> burst(first -> frames(Frames.frame(Frames.SETTINGS, 0, 0, new byte[0])));
            case LARGE_HEADERS -> largeHeaders();
            default -> throw new IllegalArgumentException(flood.label());
        }
    }

    private interface Burst {
        byte[] bytes(int first);
    }

    /** Thousands of frames a second, until the other side has enough. */
    private void burst(Burst burst) throws IOException, InterruptedException {
        try (RawConnection connection = new RawConnection(port, host)) {
            connection.send(Frames.preface(), Frames.settings(65_535));
            long began = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                connection.send(burst.bytes(i * BURST));
                tally.add("frames", BURST);
                if (connection.isClosedWithin(50)) {
                    closedAfter(began);
                    return;
                }
            }
            tally.add("NOT_CLOSED");
        }
    }

    private void closedAfter(long began) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        tally.add(millis <= LATE_MILLIS ? "CLOSED" : "CLOSED_LATE");
    }

    private static byte[] frames(byte[] frame) {
        byte[] all = new byte[frame.length * BURST];
        for (int i = 0; i < BURST; i++) {
            System.arraycopy(frame, 0, all, i * frame.length, frame.length);
        }
        return all;
    }

    private byte[] resets(int first) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < BURST; i++) {
            int stream = 2 * (first + i) + 1;
            out.writeBytes(Frames.get(stream, "/v1/chains"));
            out.writeBytes(Frames.frame(Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
        }
        return out.toByteArray();
    }

    private void slowReaders() throws IOException {
        long began = System.nanoTime();
        List<RawConnection> connections = Flooder.many(MANY, port, host, tally);
        for (RawConnection connection : connections) {
            try {
                connection.send(Frames.preface(), Frames.settings(0));
                for (int i = 0; i < STREAMS; i++) {
                    connection.send(Frames.get(2 * i + 1, i % 2 == 0 ? BIG_ANSWER : "/v1/chains/main/contracts"));
                }
            } catch (IOException closed) {
                tally.add("CLOSED");
            }
        }
        closeAll(connections, began);
    }

    /** Half of them send the body a byte at a time, half the frame. */
    private void slowSenders() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<RawConnection> connections = Flooder.many(MANY, port, host, tally);
        for (int i = 0; i < connections.size(); i++) {
            byte[] head = i % 2 == 0
                    ? Frames.post(1, "/banyan.v1.TransactionService/Submit", "content-type", "application/grpc")
                    : new byte[] {0, 64, 0, 0, 0, 0, 0, 0, 1};
            try {
                connections.get(i).send(Frames.preface(), Frames.settings(65_535));
                if (i % 2 == 1) {
                    connections
                            .get(i)
                            .send(Frames.post(
                                    1, "/banyan.v1.TransactionService/Submit", "content-type", "application/grpc"));
                }
                connections.get(i).send(head);
            } catch (IOException closed) {
                tally.add("CLOSED");
            }
        }
        for (int second = 0; second < 5; second++) {
            TimeUnit.SECONDS.sleep(1);
            for (int i = 0; i < connections.size(); i++) {
                byte[] one = i % 2 == 0 ? Frames.frame(Frames.DATA, 0, 1, new byte[1]) : new byte[1];
                try {
                    connections.get(i).send(one);
                } catch (IOException closed) {
                    tally.add("CLOSED_WHILE_SENDING");
                }
            }
        }
        closeAll(connections, began);
    }

    private void idle() throws IOException {
        long began = System.nanoTime();
        List<RawConnection> connections = new java.util.ArrayList<>();
        for (int address = 0; address < 5; address++) {
            connections.addAll(Flooder.many(IDLE / 5, port, host + 4 * address, tally));
        }
        closeAll(connections, began);
    }

    private void closeAll(List<RawConnection> connections, long began) throws IOException {
        for (RawConnection connection : connections) {
            try (connection) {
                int left = (int) Math.max(300, LATE_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                if (connection.isClosedWithin(left)) {
                    closedAfter(began);
                } else {
                    tally.add("NOT_CLOSED");
                }
            }
        }
    }

    private void largeHeaders() throws IOException, InterruptedException {
        try (RawConnection connection = new RawConnection(port, host)) {
            connection.send(
                    ("GET /v1/chains HTTP/1.1\r\nhost: localhost\r\nx-long: " + "x".repeat(8 * 1024 + 1) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = connection.read(5_000);
            tally.add(
                    answer.startsWith("HTTP/1.1 431")
                            ? "REFUSED"
                            : "ANSWERED " + answer.lines().findFirst().orElse(""));
        }
        try (RawConnection connection = new RawConnection(port, host)) {
            connection.send(
                    Frames.preface(),
                    Frames.settings(65_535),
                    Frames.get(1, "/v1/chains", "x-long", "x".repeat(8 * 1024 + 1)));
            String answer = connection.read(5_000) + connection.read(200);
            tally.add(answer.contains("431") || connection.isClosedWithin(2_000) ? "REFUSED_2" : "TAKEN_2");
        }
        TimeUnit.MILLISECONDS.sleep(2);
    }
}
