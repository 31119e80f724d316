package org.banyan.spi.network;

/** Is told what happens to links, on any thread; must be quick and must not wait. For one link: opened, then frames in order, then closed once. */
public interface NetworkListener {
    void opened(Link link);

    void received(long link, Frame frame);

    /** @param reason for the log; the peer's own words are in it only as far as they are harmless text */
    void closed(long link, String reason);

    void notOpened(PeerAddress address, String reason);
}
