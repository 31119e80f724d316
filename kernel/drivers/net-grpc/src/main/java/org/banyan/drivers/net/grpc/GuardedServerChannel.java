package org.banyan.drivers.net.grpc;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.spi.network.NetworkLimits;

/** Listens, and hangs up on connections beyond the limits before a byte of theirs is read. */
final class GuardedServerChannel extends NioServerSocketChannel {
    /** Of an IPv6 address, the part that one customer usually has. */
    private static final int NETWORK_BYTES = 8;

    private final NetworkLimits limits;
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final ConnectRates rates = new ConnectRates(System::nanoTime);
    private final AtomicInteger all = new AtomicInteger();

    GuardedServerChannel(NetworkLimits limits) {
        this.limits = limits;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int count = super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            if (accepted.get(i) instanceof SocketChannel connection && !admit(connection)) {
                connection.unsafe().closeForcibly();
                accepted.remove(i);
                count--;
            }
        }
        return count;
    }

    private boolean admit(SocketChannel connection) {
        String from = group(connection.remoteAddress().getAddress());
        if (!rates.admit(from)) {
            return false;
        }
        int open = perAddress.merge(from, 1, Integer::sum);
        int everywhere = all.incrementAndGet();
        if (open > limits.inboundPerAddress() || everywhere > limits.inbound()) {
            release(from);
            return false;
        }
        ((Channel) connection).closeFuture().addListener(closed -> release(from));
        return true;
    }

    private void release(String from) {
        all.decrementAndGet();
        perAddress.computeIfPresent(from, (address, open) -> open > 1 ? open - 1 : null);
    }

    private static String group(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}
