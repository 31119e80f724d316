package org.banyan.api.guard;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls that run, and what each origin has of them. Remembers an origin while it calls or owes. Thread-safe. */
public final class Callers {
    /** Seconds' worth of refusals that may come at once. */
    static final int BURST_SECONDS = 10;

    /** Origins that are remembered; beyond it those that owe nothing and run nothing are forgotten, then newcomers are refused. */
    static final int ORIGINS_MAX = 65_536;

    private final ApiLimits limits;
    private final Connections connections;
    private final ApiObserver observer;
    private final Map<Origin, Share> shares = new HashMap<>();
    private int calls;
    private int streams;
    private long bodyBytes;

    private static final class Share {
        private final TokenBucket refusals;
        private int calls;
        private int streams;
        private long bodyBytes;

        private Share(TokenBucket refusals) {
            this.refusals = refusals;
        }
    }

    public Callers(ApiLimits limits, Connections connections, ApiObserver observer) {
        this.limits = limits;
        this.connections = connections;
        this.observer = observer;
    }

    /** Why a call is not let in. */
    public enum Limit {
        CALLS,
        CALLS_PER_ADDRESS,
        STREAMS,
        STREAMS_PER_ADDRESS,
        BODY_BYTES,
        REFUSALS
    }

    /** A call that was let in, to be closed once; counts until nobody works for it any more, even when its caller went away. */
    public final class Call implements AutoCloseable {
        private final Origin origin;
        private final SocketAddress remote;
        private final Share share;
        private final boolean lasting;
        private long bytes;
        private int working;
        private boolean closed;
        private boolean left;

        private Call(Origin origin, SocketAddress remote, Share share, boolean lasting) {
            this.origin = origin;
            this.remote = remote;
            this.share = share;
            this.lasting = lasting;
        }

        /** Bytes of its request came; false when more is held than may be. */
        public boolean hold(int more) {
            synchronized (Callers.this) {
                if (closed) {
                    return true;
                }
                bytes += more;
                bodyBytes += more;
                share.bodyBytes += more;
                long free = limits.bodyBytes() - bodyBytes;
                boolean tooMuch = free < 0 || share.bodyBytes > Math.max(free, limits.requestBytes());
                if (tooMuch) {
                    observer.limited(label(Limit.BODY_BYTES));
                }
                return !tooMuch;
            }
        }

        public long bytes() {
            synchronized (Callers.this) {
                return bytes;
            }
        }

        /** Does a part of the call's work on this thread. */
        public void work(Runnable part) {
            synchronized (Callers.this) {
                working++;
            }
            try {
                part.run();
            } finally {
                synchronized (Callers.this) {
                    working--;
                }
                leaveIfOver();
            }
        }

        @Override
        public void close() {
            synchronized (Callers.this) {
                closed = true;
            }
            leaveIfOver();
        }

        private void leaveIfOver() {
            synchronized (Callers.this) {
                if (left || !closed || working > 0) {
                    return;
                }
                left = true;
                leave(origin, share, lasting, bytes);
            }
            connections.callEnded(remote);
        }
    }

    /** Lets a call in, or says why not. */
    public synchronized Optional<Limit> enter(SocketAddress remote, boolean lasting, Consumer<Call> taken) {
        Origin origin = Origin.of(remote);
        Share share = shares.computeIfAbsent(origin, unknown -> newShare());
        Optional<Limit> limit = limit(share, lasting);
        if (limit.isPresent()) {
            observer.limited(label(limit.get()));
            forgetIfUnused(origin, share);
            return limit;
        }
        calls++;
        share.calls++;
        if (lasting) {
            streams++;
            share.streams++;
        }
        observer.calls(calls, streams);
        connections.callBegan(remote);
        taken.accept(new Call(origin, remote, share, lasting));
        return Optional.empty();
    }

    private Share newShare() {
        return new Share(new TokenBucket(
                limits.refusalsPerSecond(), (double) limits.refusalsPerSecond() * BURST_SECONDS, System.nanoTime()));
    }

    /** An address has at most its fixed share and no more than is free, so that a few addresses that take all they can leave as much again to others. */
    private Optional<Limit> limit(Share share, boolean lasting) {
        int free = limits.calls() - calls;
        if (free <= 0 || shares.size() > ORIGINS_MAX) {
            return Optional.of(Limit.CALLS);
        }
        if (share.calls >= Math.min(limits.callsPerAddress(), free)) {
            return Optional.of(Limit.CALLS_PER_ADDRESS);
        }
        int freeStreams = limits.streams() - streams;
        if (lasting && freeStreams <= 0) {
            return Optional.of(Limit.STREAMS);
        }
        return lasting && share.streams >= Math.min(limits.streamsPerAddress(), freeStreams)
                ? Optional.of(Limit.STREAMS_PER_ADDRESS)
                : Optional.empty();
    }

    private void leave(Origin origin, Share share, boolean lasting, long bytes) {
        calls--;
        share.calls--;
        if (lasting) {
            streams--;
            share.streams--;
        }
        bodyBytes -= bytes;
        share.bodyBytes -= bytes;
        observer.calls(calls, streams);
        forgetIfUnused(origin, share);
        if (shares.size() > ORIGINS_MAX / 2) {
            long now = System.nanoTime();
            shares.values().removeIf(other -> other.calls == 0 && other.refusals.isFull(now));
        }
    }

    private void forgetIfUnused(Origin origin, Share share) {
        if (share.calls == 0 && share.refusals.isFull(System.nanoTime())) {
            shares.remove(origin, share);
        }
    }

    /** Whether the origin may submit, after what was refused of it. */
    public boolean maySubmit(SocketAddress remote) {
        Optional<Share> share = share(remote);
        boolean may = share.isEmpty() || share.get().refusals.hasAny(System.nanoTime());
        if (!may) {
            observer.limited(label(Limit.REFUSALS));
        }
        return may;
    }

    /** Transactions of the origin were refused; {@code weight} is what it cost to find out. */
    public void refused(SocketAddress remote, int weight) {
        share(remote).ifPresent(share -> share.refusals.spend(weight, System.nanoTime()));
    }

    private synchronized Optional<Share> share(SocketAddress remote) {
        return Optional.ofNullable(shares.get(Origin.of(remote)));
    }

    static String label(Limit limit) {
        return limit.name().toLowerCase(Locale.ROOT);
    }
}
