package org.banyan.drivers.net.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;
import org.jspecify.annotations.Nullable;

/** A link that this node opens: a connection of its own, given up when the peer does not prove the expected key in time. */
final class OutboundCall implements GrpcLink.Call {
    /** A peer that is told the end of a link and does not hang up is hung up on. */
    private static final long FAREWELL_SECONDS = 2;

    private static final int REASON_LENGTH_MAX = 200;

    private final GrpcNetwork network;
    private final PeerAddress address;
    private final ManagedChannel channel;
    private final ClientCall<Optional<Frame>, Optional<Frame>> call;
    private Optional<GrpcLink> link = Optional.empty();
    private boolean over;

    OutboundCall(GrpcNetwork network, PeerAddress address) {
        this.network = network;
        this.address = address;
        this.channel = NettyChannelBuilder.forAddress(address.host(), address.port())
                .channelType(NioSocketChannel.class)
                .eventLoopGroup(network.threads())
                .sslContext(network.tls().client())
                .directExecutor()
                .proxyDetector(target -> null)
                .disableRetry()
                .disableServiceConfigLookUp()
                .maxInboundMessageSize(Frame.BYTES_MAX)
                .maxInboundMetadataSize(GrpcNetwork.METADATA_BYTES_MAX)
                .flowControlWindow(GrpcNetwork.FLOW_WINDOW_BYTES)
                .keepAliveTime(GrpcNetwork.PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(GrpcNetwork.PING_ANSWER_SECONDS, TimeUnit.SECONDS)
                .decompressorRegistry(GrpcNetwork.uncompressed())
                .build();
        this.call = channel.newCall(FrameMarshaller.LINK, CallOptions.DEFAULT);
    }

    void begin() {
        call.start(new Answers(), new Metadata());
        network.threads()
                .schedule(
                        () -> {
                            if (!isOpen()) {
                                abort("no link within "
                                        + network.setup().limits().handshakeMillis() + " ms");
                            }
                        },
                        network.setup().limits().handshakeMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private synchronized boolean isOpen() {
        return link.isPresent();
    }

    private final class Answers extends ClientCall.Listener<Optional<Frame>> {
        @Override
        public void onHeaders(Metadata headers) {
            try {
                NodeId peer = network.tls().peer(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
                if (!peer.equals(address.id())) {
                    abort("another node answers there: " + peer);
                    return;
                }
                Link opened = new Link(network.nextNumber(), peer, address.host(), Link.Direction.OUTBOUND);
                GrpcLink made = network.opened(opened, OutboundCall.this);
                synchronized (OutboundCall.this) {
                    link = Optional.of(made);
                }
            } catch (CertificateException stranger) {
                abort(String.valueOf(stranger.getMessage()));
            }
        }

        @Override
        public void onMessage(Optional<Frame> frame) {
            present().ifPresent(open -> network.received(open, frame));
        }

        @Override
        public void onReady() {
            present().ifPresent(GrpcLink::ready);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            channel.shutdownNow();
            network.ended(OutboundCall.this);
            String reason = status.isOk() ? "the peer closed the link" : harmless(status);
            if (present().isPresent()) {
                present().get().over(reason);
            } else {
                network.listener().notOpened(address, reason);
            }
        }
    }

    private synchronized Optional<GrpcLink> present() {
        return link;
    }

    /** What a peer says may be anything: only plain characters of it, and not many, reach a log. */
    private static String harmless(Status status) {
        @Nullable Throwable cause = status.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text =
                status.getCode() + ": " + status.getDescription() + (cause == null ? "" : ": " + cause.getMessage());
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.substring(0, Math.min(REASON_LENGTH_MAX, plain.length()));
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
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        call.halfClose();
        network.threads().schedule(() -> call.cancel(reason, null), FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void abort(String reason) {
        synchronized (this) {
            over = true;
        }
        call.cancel(reason, null);
    }
}
