package org.banyan.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.docs.DocService;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.banyan.api.guard.ApiLimits;
import org.banyan.api.guard.Callers;
import org.banyan.api.guard.Connections;
import org.banyan.api.guard.Turns;

/**
 * The public API on one port: gRPC and gRPC-Web, JSON by path, reflection, health, generated documentation under {@code /docs} and a status page at
 * {@code /}. Limits are explicit. Thread-safe.
 */
public final class ApiServer implements AutoCloseable {
    /** What a request may have beside its message: frames, base64, field names. */
    private static final int FRAMING_BYTES = 64 << 10;

    /** Connections that may wait to be looked at and closed, beyond those that are let in. */
    private static final int CONNECTIONS_SPARE = 256;

    private static final int HEADER_BYTES_MAX = 8 << 10;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(130);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration CONNECTION_AGE = Duration.ofMinutes(30);

    private final Server server;
    private final ScheduledExecutorService blocking;
    private final HealthStatusManager health;

    private ApiServer(Server server, ScheduledExecutorService blocking, HealthStatusManager health) {
        this.server = server;
        this.blocking = blocking;
        this.health = health;
    }

    /**
     * Starts serving.
     *
     * @param address where to listen; port 0 chooses a free one
     * @throws IOException if the port is taken or the address is not of this host
     */
    public static ApiServer start(ApiParts parts, InetSocketAddress address, ApiSettings settings) throws IOException {
        ApiLimits limits = settings.limits();
        Connections connections = new Connections(limits, parts.observer());
        Callers callers = new Callers(limits, connections, parts.observer());
        HostedChains chains = new HostedChains(parts.host(), new Turns(limits.readers()));
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus("", ServingStatus.SERVING);
        // The guard lets in no more calls than there are threads, so nothing queues in front of them.
        ScheduledExecutorService blocking = Executors.newScheduledThreadPool(limits.calls(), daemons());
        ServerBuilder builder = Server.builder()
                .http(address)
                .childChannelPipelineCustomizer(connections::guard)
                .blockingTaskExecutor(blocking, false)
                .maxRequestLength((long) limits.requestBytes() + FRAMING_BYTES)
                .maxNumConnections(limits.connections() + CONNECTIONS_SPARE)
                .requestTimeout(REQUEST_TIMEOUT)
                .idleTimeout(IDLE_TIMEOUT)
                .maxConnectionAge(CONNECTION_AGE)
                .http1MaxHeaderSize(HEADER_BYTES_MAX)
                .http2MaxHeaderListSize(HEADER_BYTES_MAX)
                .http2MaxStreamsPerConnection(limits.callsPerAddress())
                .http2MaxResetFramesPerWindow(100, 30)
                .gracefulShutdownTimeout(Duration.ofMillis(200), Duration.ofSeconds(5))
                .decorator(delegate -> new CallGuard(delegate, callers, connections, limits))
                .service(grpc(chains, parts, settings, callers, health))
                .serviceUnder("/docs", DocService.builder().build())
                .service("/", (context, request) -> page("status.html", MediaType.HTML_UTF_8))
                .service("/status.js", (context, request) -> page("status.js", MediaType.JAVASCRIPT_UTF_8))
                .service("/status.css", (context, request) -> page("status.css", MediaType.CSS_UTF_8));
        Server server = builder.build();
        try {
            server.start().join();
        } catch (CompletionException failure) {
            blocking.shutdownNow();
            throw new IOException(
                    "cannot listen on " + address + ": "
                            + Optional.ofNullable(failure.getCause())
                                    .map(Throwable::getMessage)
                                    .orElse("unknown cause"),
                    failure);
        }
        return new ApiServer(server, blocking, health);
    }

    private static GrpcService grpc(
            HostedChains chains, ApiParts parts, ApiSettings settings, Callers callers, HealthStatusManager health) {
        int requestBytes = settings.limits().requestBytes();
        return GrpcService.builder()
                .intercept(new CountWork(), new CountCalls(parts.observer()))
                .maxRequestMessageLength(requestBytes)
                .exceptionHandler(
                        (context, status, cause, trailers) -> Refusals.status(status, cause, trailers, requestBytes))
                .addService(new ChainEndpoint(chains, settings, parts.peers()))
                .addService(new TransactionEndpoint(chains, callers, settings.limits()))
                .addService(new AccountEndpoint(chains))
                .addService(new ContractEndpoint(chains))
                .addService(new ExecutionEndpoint(chains))
                .addService(new ProofEndpoint(chains, parts.access()))
                .addService(new ConsensusEndpoint(chains, settings.limits()))
                .addService(new CrossChainEndpoint(chains, parts.access()))
                .addService(new DevEndpoint(chains, parts.starter(), settings.development()))
                .addService(new NodeEndpoint(chains, settings))
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .supportedSerializationFormats(GrpcSerializationFormats.values())
                .enableHttpJsonTranscoding(true)
                .useBlockingTaskExecutor(true)
                .build();
    }

    private static ThreadFactory daemons() {
        return Thread.ofPlatform().daemon().name("api-", 0).factory();
    }

    /** A file of the status page; nothing on it comes from elsewhere. */
    private static HttpResponse page(String name, MediaType type) {
        try (InputStream in = ApiServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the status page's " + name + " is not in the jar");
            }
            ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                    .contentType(type)
                    .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'self'; frame-ancestors 'none'")
                    .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                    .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                    .build();
            return HttpResponse.of(headers, HttpData.wrap(in.readAllBytes()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.activeLocalPort();
    }

    /** Takes no new requests from now on: for health checks, before {@link #close}. */
    public void drain() {
        health.enterTerminalState();
    }

    @Override
    public void close() {
        drain();
        server.stop().join();
        blocking.shutdownNow();
    }
}
