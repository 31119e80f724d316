package org.banyan.spi.network;

import java.util.Optional;
import org.banyan.types.Timestamp;

/**
 * The links of this node. Carries frames and decides nothing about them. No method waits. Thread-safe. Rules: {@code docs/spi/network.md}.
 *
 * <p>Called by the node's peer loop, implemented by drivers.
 */
public interface Network extends AutoCloseable {
    /** Where this node listens; 0 when it does not. */
    int port();

    /** Until when the credential that peers are shown now is good; empty when there is none that ends. */
    default Optional<Timestamp> credentialUntil() {
        return Optional.empty();
    }

    /** Opens a link; answered by {@link NetworkListener#opened} or {@link NetworkListener#notOpened}. */
    void dial(PeerAddress address);

    /** Puts a frame on a link, in order. Lost when the link is closed; closes it when too much waits for a slow peer. */
    void send(long link, Frame frame);

    /** A received frame was dealt with, so the peer may send another. */
    void handled(long link);

    /** Closes a link after what was sent before; the listener hears of it. Does nothing when it is closed already. */
    void close(long link, String reason);

    /** Closes everything and hears nothing more. */
    @Override
    void close();
}
