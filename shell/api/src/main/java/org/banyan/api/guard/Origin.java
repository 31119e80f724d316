package org.banyan.api.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.banyan.types.Bytes;

/** Who calls, as far as limits are concerned: an IPv4 address, or the network of an IPv6 address, of which one caller has 2^64. */
public record Origin(Bytes network) {
    private static final Origin UNKNOWN = new Origin(Bytes.EMPTY);
    private static final int NETWORK_BYTES = 8;

    public static Origin of(SocketAddress remote) {
        return remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? of(internet.getAddress())
                : UNKNOWN;
    }

    private static Origin of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new Origin(Bytes.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes));
    }
}
