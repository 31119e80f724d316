package org.banyan.drivers.net.grpc;

import io.grpc.Attributes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.NodeId;

/** A link that the peer opened. */
final class InboundCall implements GrpcLink.Call {
    private final ServerCall<Optional<Frame>, Optional<Frame>> call;
    private boolean over;

    private InboundCall(ServerCall<Optional<Frame>, Optional<Frame>> call) {
        this.call = call;
    }

    static ServerCall.Listener<Optional<Frame>> accept(
            ServerCall<Optional<Frame>, Optional<Frame>> call,
            GrpcNetwork network,
            Attributes.Key<SSLSession> session,
            Attributes.Key<SocketAddress> remote) {
        NodeId peer;
        try {
            peer = network.tls().peer(call.getAttributes().get(session));
        } catch (CertificateException stranger) {
            call.close(Status.UNAUTHENTICATED.withDescription(stranger.getMessage()), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        InboundCall inbound = new InboundCall(call);
        call.sendHeaders(new Metadata());
        String from = call.getAttributes().get(remote) instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "unknown";
        Link link = new Link(network.nextNumber(), peer, from, Link.Direction.INBOUND);
        return inbound.listen(network.opened(link, inbound), network);
    }

    private ServerCall.Listener<Optional<Frame>> listen(GrpcLink link, GrpcNetwork network) {
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(Optional<Frame> frame) {
                network.received(link, frame);
            }

            @Override
            public void onHalfClose() {
                link.close("the peer closed the link");
            }

            @Override
            public void onCancel() {
                link.over("the connection ended");
            }

            @Override
            public void onComplete() {
                link.over("closed");
            }

            @Override
            public void onReady() {
                link.ready();
            }
        };
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public void send(Frame frame) {
        call.sendMessage(Optional.of(frame));
    }

    @Override
    public void request(int frames) {
        call.request(frames);
    }

    @Override
    public void end(String reason) {
        close(Status.OK);
    }

    @Override
    public void abort(String reason) {
        close(Status.RESOURCE_EXHAUSTED.withDescription(reason));
    }

    private synchronized void close(Status status) {
        if (!over) {
            over = true;
            call.close(status, new Metadata());
        }
    }
}
