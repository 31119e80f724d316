package org.banyan.drivers.net.grpc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.banyan.spi.network.Frame;
import org.banyan.spi.network.Link;
import org.banyan.spi.network.NetworkListener.Ending;

/** One open stream: what waits for a slow peer, and its end. Thread-safe. */
final class GrpcLink {
    /** The gRPC call under a link, whichever side began it. */
    interface Call {
        boolean isReady();

        void send(Frame frame);

        void request(int frames);

        /** Ends it in order. */
        void end(String reason);

        /** Ends it at once. */
        void abort(String reason);
    }

    /** What a frame costs beside its payload. */
    private static final int OVERHEAD = 64;

    private final Link link;
    private final Call call;
    private final int queueBytes;
    private final BiConsumer<Ending, String> onClose;
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private Optional<String> ended = Optional.empty();
    private boolean told;

    /** @param onClose is told once why the link is over */
    GrpcLink(Link link, Call call, int queueBytes, BiConsumer<Ending, String> onClose) {
        this.link = link;
        this.call = call;
        this.queueBytes = queueBytes;
        this.onClose = onClose;
    }

    Link link() {
        return link;
    }

    void send(Frame frame) {
        boolean tooSlow;
        synchronized (this) {
            if (ended.isPresent()) {
                return;
            }
            waiting.add(frame);
            waitingBytes += frame.payload().size() + OVERHEAD;
            drain();
            tooSlow = waitingBytes > queueBytes;
        }
        if (tooSlow) {
            abort(
                    Ending.SLOW,
                    "the peer reads too slowly: more than " + queueBytes + " bytes wait for it [rule=NET-6]");
        }
    }

    /** The call takes more. */
    synchronized void ready() {
        if (ended.isEmpty()) {
            drain();
        }
    }

    private void drain() {
        while (!waiting.isEmpty() && call.isReady()) {
            Frame next = waiting.remove();
            waitingBytes -= next.payload().size() + OVERHEAD;
            call.send(next);
        }
    }

    void handled() {
        call.request(1);
    }

    /** Ends the link after what was sent before, as far as the peer takes it now. */
    void close(String reason) {
        synchronized (this) {
            if (ended.isPresent()) {
                return;
            }
            drain();
            ended = Optional.of(reason);
            waiting.clear();
        }
        call.end(reason);
        tell(Ending.ENDED, reason);
    }

    /** Ends the link at once. */
    void abort(Ending ending, String reason) {
        synchronized (this) {
            if (ended.isPresent()) {
                return;
            }
            ended = Optional.of(reason);
            waiting.clear();
        }
        call.abort(reason);
        tell(ending, reason);
    }

    /** The call is over. */
    void over(String reason) {
        synchronized (this) {
            if (ended.isEmpty()) {
                ended = Optional.of(reason);
            }
            waiting.clear();
        }
        tell(Ending.ENDED, reason);
    }

    private void tell(Ending ending, String reason) {
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
        }
        onClose.accept(ending, reason);
    }
}
