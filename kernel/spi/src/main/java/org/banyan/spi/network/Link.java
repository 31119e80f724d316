package org.banyan.spi.network;

/**
 * An open connection to a peer whose key is proven.
 *
 * @param number never used again by the same {@link Network}
 * @param remote address that the connection comes from or goes to, without port
 */
public record Link(long number, NodeId peer, String remote, Direction direction) {
    /** Who opened a link. */
    public enum Direction {
        INBOUND,
        OUTBOUND
    }
}
