package org.banyan.sdk;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.banyan.sdk.error.BanyanException;

/** One connection to a node: sends requests, maps failures, tries again while nobody answers. Thread-safe. */
final class Connection implements AutoCloseable {
    /** Largest answer that is taken in. */
    static final int ANSWER_BYTES_MAX = 32 * 1024 * 1024;

    private static final Duration BACKOFF_FIRST = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);
    private static final long CLOSE_SECONDS = 5;

    private final ManagedChannel channel;
    private final ClientOptions options;
    private final Pause pause;
    private final Failures failures;

    Connection(ManagedChannel channel, ClientOptions options, Pause pause) {
        this.channel = channel;
        this.options = options;
        this.pause = pause;
        this.failures = new Failures(options.api().toString());
    }

    static Connection open(ClientOptions options) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(
                        options.api().getHost(), options.port())
                .maxInboundMessageSize(ANSWER_BYTES_MAX);
        if (options.plaintext()) {
            builder.usePlaintext();
        }
        return new Connection(builder.build(), options, Pause.SLEEP);
    }

    ManagedChannel channel() {
        return channel;
    }

    ClientOptions options() {
        return options;
    }

    /** Sends a request that may be sent twice: every request of this API may, a transaction's id being its own guard. */
    <S extends AbstractStub<S>, T> T call(S stub, Function<S, T> request) {
        return call(stub, options.timeout(), request);
    }

    <S extends AbstractStub<S>, T> T call(S stub, Duration timeout, Function<S, T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.apply(stub.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS));
            } catch (StatusRuntimeException failed) {
                BanyanException mapped = failures.of(failed);
                if (attempt >= options.attempts() || !isPassing(mapped)) {
                    throw mapped;
                }
                hold(attempt, mapped);
            }
        }
    }

    BanyanException failure(StatusRuntimeException failed) {
        return failures.of(failed);
    }

    /**
     * Waits before attempt number {@code attempt + 1}: as long as the node asks, else twice as long each time.
     *
     * @return how long
     */
    Duration hold(int attempt, BanyanException failed) {
        Duration backoff = BACKOFF_FIRST.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration bounded = backoff.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : backoff;
        Duration delay =
                Failures.retryDelay(failed).filter(Duration::isPositive).orElse(bounded);
        pause.hold(delay);
        return delay;
    }

    /** Whether nobody took the request in, so that the same one may just be sent again. */
    static boolean isPassing(BanyanException failed) {
        return switch (failed.known()) {
            case ERROR_REASON_NODE_UNREACHABLE, ERROR_REASON_NODE_NOT_READY, ERROR_REASON_RATE_LIMITED -> true;
            default -> false;
        };
    }

    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
