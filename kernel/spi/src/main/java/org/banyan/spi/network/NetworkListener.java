package org.banyan.spi.network;

/** Is told what happens to links, on any thread; must be quick and must not wait. For one link: opened, then frames in order, then closed once. */
public interface NetworkListener {
    void opened(Link link);

    void received(long link, Frame frame);

    /** How a link ended. */
    enum Ending {
        /** One side closed it, or the connection broke. */
        ENDED,
        /** The peer sent what is no frame. */
        MALFORMED,
        /** The peer did not take what was sent to it. */
        SLOW
    }

    /** @param reason for the log; the peer's own words are in it only as far as they are harmless text */
    void closed(long link, Ending ending, String reason);

    void notOpened(PeerAddress address, String reason);
}
