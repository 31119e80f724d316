package org.banyan.spi.network;

/**
 * What peers may take of this node before anything of theirs is understood.
 *
 * @param inbound connections from outside, those that are still greeting included
 * @param inboundPerAddress of these, from one address
 * @param outbound connections that this node opens
 * @param queueBytes that may wait for a slow peer; beyond that its link is closed
 * @param windowFrames received frames of one link that may wait to be dealt with; more are left to the peer's side of the connection
 * @param handshakeMillis for TLS and the opening of the stream
 */
public record NetworkLimits(
        int inbound, int inboundPerAddress, int outbound, int queueBytes, int windowFrames, int handshakeMillis) {
    public static final NetworkLimits DEFAULT = new NetworkLimits(64, 8, 32, 16 * 1024 * 1024, 16, 5_000);

    public NetworkLimits {
        if (inbound < 1
                || inboundPerAddress < 1
                || outbound < 1
                || queueBytes < Frame.BYTES_MAX
                || windowFrames < 1
                || handshakeMillis < 1) {
            throw new IllegalArgumentException("each limit of a network is at least 1, and queueBytes at least "
                    + Frame.BYTES_MAX + ", but was " + queueBytes);
        }
    }
}
