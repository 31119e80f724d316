package org.banyan.drivers.net.grpc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.NetworkListener;
import org.banyan.spi.network.PeerAddress;

/** Keeps what a network told. */
final class Heard implements NetworkListener {
    final List<Link> opened = new CopyOnWriteArrayList<>();
    final List<Frame> frames = new CopyOnWriteArrayList<>();
    final List<String> closed = new CopyOnWriteArrayList<>();
    final List<String> notOpened = new CopyOnWriteArrayList<>();

    @Override
    public void opened(Link link) {
        opened.add(link);
    }

    @Override
    public void received(long link, Frame frame) {
        frames.add(frame);
    }

    @Override
    public void closed(long link, Ending ending, String reason) {
        closed.add(reason);
    }

    @Override
    public void notOpened(PeerAddress address, String reason) {
        notOpened.add(reason);
    }
}
