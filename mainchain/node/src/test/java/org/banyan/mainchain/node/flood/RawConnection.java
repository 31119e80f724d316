package org.banyan.mainchain.node.flood;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket whose owner does not keep to the rules. Confined to one thread. */
final class RawConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;

    private final Socket socket = new Socket();

    /** @param host last number of the loopback address to come from */
    RawConnection(int port, int host) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0." + host), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    void send(byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            socket.getOutputStream().write(part);
        }
    }

    /** Whether the other side closed it within {@code millis}; what it says meanwhile is dropped. */
    boolean isClosedWithin(int millis) throws IOException {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        byte[] dropped = new byte[65_536];
        InputStream in = socket.getInputStream();
        for (long left = millis; left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            socket.setSoTimeout((int) left);
            try {
                if (in.read(dropped) < 0) {
                    return true;
                }
            } catch (SocketTimeoutException nothing) {
                return false;
            } catch (IOException reset) {
                return true;
            }
        }
        return false;
    }

    /** What there is to read within {@code millis}, as Latin-1. */
    String read(int millis) throws IOException {
        socket.setSoTimeout(millis);
        byte[] some = new byte[4096];
        try {
            int count = socket.getInputStream().read(some);
            return count < 0 ? "" : new String(some, 0, count, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException nothing) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
