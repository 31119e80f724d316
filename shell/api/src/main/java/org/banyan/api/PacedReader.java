package org.banyan.api;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.banyan.v1.ErrorReason;

/**
 * The reader of a stream: one item at a time, the next when it has taken the one before. Who takes none for too long is told that it lags, as far as it can be
 * told anything. For one thread.
 */
final class PacedReader<T> {
    private static final long POLL_MILLIS = 10;

    private final ServerCallStreamObserver<T> out;
    private final Duration patience;

    PacedReader(ServerCallStreamObserver<T> out, Duration patience) {
        this.out = out;
        this.patience = patience;
    }

    boolean isGone() {
        return out.isCancelled();
    }

    /**
     * Waits until the reader can take it.
     *
     * @throws ApiFailure STREAM_LAGGED
     */
    void send(T item) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!out.isReady() && !out.isCancelled()) {
            if (System.nanoTime() > deadline) {
                throw new ApiFailure(
                        ErrorReason.ERROR_REASON_STREAM_LAGGED,
                        "the reader took nothing for " + patience.toSeconds() + " s");
            }
            pause();
        }
        if (!out.isCancelled()) {
            out.onNext(item);
        }
    }

    /** The end of a stream that cannot go on; nothing when nobody reads any more. */
    void fail(RuntimeException failure) {
        if (!out.isCancelled()) {
            out.onError(Answers.toStatus(failure));
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    static ApiFailure stopping() {
        return new ApiFailure(ErrorReason.ERROR_REASON_NODE_NOT_READY, "the node is stopping");
    }
}
