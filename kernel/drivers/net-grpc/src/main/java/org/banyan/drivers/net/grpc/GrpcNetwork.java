package org.banyan.drivers.net.grpc;

import io.grpc.Codec;
import io.grpc.DecompressorRegistry;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.Network;
import org.banyan.spi.network.NetworkException;
import org.banyan.spi.network.NetworkListener;
import org.banyan.spi.network.NetworkListener.Ending;
import org.banyan.spi.network.NetworkSetup;
import org.banyan.spi.network.PeerAddress;
import org.banyan.types.Timestamp;

/**
 * Links as gRPC calls: one HTTP/2 connection and one bidirectional stream each, TLS 1.3, every limit explicit. Thread-safe.
 *
 * <p>Source: RELIABILITY.md pitfalls 40 to 42.
 */
final class GrpcNetwork implements Network {
    /** Threads that all links share. */
    private static final int THREADS = 2;

    static final int METADATA_BYTES_MAX = 8 * 1024;
    static final int FLOW_WINDOW_BYTES = 1024 * 1024;
    static final long PING_SECONDS = 20;
    static final long PING_ANSWER_SECONDS = 10;
    private static final long PING_SECONDS_MIN = 10;
    private static final int RESETS_MAX = 100;
    private static final int RESETS_SECONDS = 30;

    private final NetworkSetup setup;
    private final NetworkListener listener;
    private final NodeTls tls;
    private final MultiThreadIoEventLoopGroup threads;
    private final Server server;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, GrpcLink> links = new ConcurrentSkipListMap<>();
    private final Set<OutboundCall> dialing = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private GrpcNetwork(NetworkSetup setup, NetworkListener listener) {
        this.setup = setup;
        this.listener = listener;
        this.tls = new NodeTls(setup.identity(), setup.credentialLife(), setup.time());
        this.threads = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory("network", true), NioIoHandler.newFactory());
        this.server = server();
    }

    static GrpcNetwork open(NetworkSetup setup, NetworkListener listener) {
        GrpcNetwork network = new GrpcNetwork(setup, listener);
        try {
            network.server.start();
            return network;
        } catch (IOException failed) {
            network.close();
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new NetworkException(
                    "peers cannot be listened for on " + setup.host() + ":" + setup.port() + ": " + cause.getMessage(),
                    failed);
        }
    }

    private Server server() {
        return NettyServerBuilder.forAddress(new InetSocketAddress(setup.host(), setup.port()))
                .channelFactory(() -> new GuardedServerChannel(setup.limits()))
                .bossEventLoopGroup(threads)
                .workerEventLoopGroup(threads)
                .sslContext(tls.server())
                .directExecutor()
                .handshakeTimeout(setup.limits().handshakeMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionIdle(2L * setup.limits().handshakeMillis(), TimeUnit.MILLISECONDS)
                .maxConcurrentCallsPerConnection(1)
                .maxInboundMessageSize(Frame.BYTES_MAX)
                .maxInboundMetadataSize(METADATA_BYTES_MAX)
                .maxRstFramesPerWindow(RESETS_MAX, RESETS_SECONDS)
                .flowControlWindow(FLOW_WINDOW_BYTES)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PING_ANSWER_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveTime(PING_SECONDS_MIN, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(false)
                .decompressorRegistry(uncompressed())
                .addService(ServerServiceDefinition.builder("banyan.network.v1.Peers")
                        .addMethod(
                                FrameMarshaller.LINK,
                                (call, headers) -> InboundCall.accept(
                                        call, this, Grpc.TRANSPORT_ATTR_SSL_SESSION, Grpc.TRANSPORT_ATTR_REMOTE_ADDR))
                        .build())
                .build();
    }

    /** Nothing compressed is taken: a small message must not become a large one. */
    static DecompressorRegistry uncompressed() {
        return DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false);
    }

    NetworkSetup setup() {
        return setup;
    }

    @Override
    public Optional<Timestamp> credentialUntil() {
        return Optional.of(
                new Timestamp(tls.certificate().certificate().getNotAfter().getTime()));
    }

    NodeTls tls() {
        return tls;
    }

    MultiThreadIoEventLoopGroup threads() {
        return threads;
    }

    NetworkListener listener() {
        return listener;
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void dial(PeerAddress address) {
        OutboundCall call = new OutboundCall(this, address);
        dialing.add(call);
        if (closed || dialing.size() > setup.limits().outbound()) {
            dialing.remove(call);
            listener.notOpened(address, "this node opens " + setup.limits().outbound() + " links, the most it may");
            return;
        }
        call.begin();
    }

    /** An outbound call has ended, opened or not. */
    void ended(OutboundCall call) {
        dialing.remove(call);
    }

    /** A stream is open and the peer's key is proven. */
    GrpcLink opened(Link link, GrpcLink.Call call) {
        GrpcLink opened = new GrpcLink(link, call, setup.limits().queueBytes(), (ending, reason) -> {
            if (links.remove(link.number()) != null && !closed) {
                listener.closed(link.number(), ending, reason);
            }
        });
        links.put(link.number(), opened);
        listener.opened(link);
        call.request(setup.limits().windowFrames());
        return opened;
    }

    void received(GrpcLink link, Optional<Frame> frame) {
        frame.ifPresentOrElse(
                whole -> listener.received(link.link().number(), whole),
                () -> link.abort(Ending.MALFORMED, "the peer sent what is no frame [rule=NET-1]"));
    }

    @Override
    public void send(long link, Frame frame) {
        GrpcLink open = links.get(link);
        if (open != null) {
            open.send(frame);
        }
    }

    @Override
    public void handled(long link) {
        GrpcLink open = links.get(link);
        if (open != null) {
            open.handled();
        }
    }

    @Override
    public void close(long link, String reason) {
        GrpcLink open = links.get(link);
        if (open != null) {
            open.close(reason);
        }
    }

    @Override
    public void close() {
        closed = true;
        new ArrayList<>(links.values()).forEach(link -> link.close("this node stops"));
        new ArrayList<>(dialing).forEach(call -> call.abort("this node stops"));
        server.shutdownNow();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
