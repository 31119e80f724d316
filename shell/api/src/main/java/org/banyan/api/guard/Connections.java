package org.banyan.api.guard;

import io.netty.channel.ChannelPipeline;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All open connections. One address has its share; when there are as many as may be, the one that idles longest, of the address that has most, gives way to a
 * newcomer. Thread-safe.
 */
public final class Connections {
    private final ApiLimits limits;
    private final ApiObserver observer;
    private final Map<SocketAddress, Connection> open = new HashMap<>();
    private final Map<Origin, Integer> perOrigin = new HashMap<>();
    private final Map<Origin, Long> heldPerOrigin = new HashMap<>();
    private long held;

    public Connections(ApiLimits limits, ApiObserver observer) {
        this.limits = limits;
        this.observer = observer;
    }

    ApiObserver observer() {
        return observer;
    }

    /** Puts a connection under guard, as the first to see its bytes. */
    public void guard(ChannelPipeline pipeline) {
        pipeline.addFirst(new Connection(this, limits));
    }

    boolean opened(Connection connection, SocketAddress remote) {
        Connection givesWay;
        synchronized (this) {
            Origin origin = Origin.of(remote);
            if (perOrigin.getOrDefault(origin, 0) >= limits.connectionsPerAddress()) {
                observer.dropped("connections_per_address");
                return false;
            }
            givesWay = open.size() >= limits.connections() ? mostIdle() : null;
            if (open.size() >= limits.connections() && givesWay == null) {
                observer.dropped("connections");
                return false;
            }
            open.put(remote, connection);
            perOrigin.merge(origin, 1, Integer::sum);
            observer.connections(open.size());
        }
        if (givesWay != null) {
            givesWay.drop("gave_way");
        }
        return true;
    }

    private @Nullable Connection mostIdle() {
        Connection best = null;
        int most = 0;
        long oldest = 0;
        long now = System.nanoTime();
        for (Map.Entry<SocketAddress, Connection> entry : open.entrySet()) {
            long since = entry.getValue().idleSince();
            int count = perOrigin.getOrDefault(Origin.of(entry.getKey()), 0);
            if (since != Long.MAX_VALUE && (count > most || count == most && now - since > oldest)) {
                best = entry.getValue();
                most = count;
                oldest = now - since;
            }
        }
        return best;
    }

    synchronized void closed(Connection connection, SocketAddress remote) {
        if (open.remove(remote, connection)) {
            perOrigin.computeIfPresent(Origin.of(remote), (origin, count) -> count == 1 ? null : count - 1);
            observer.connections(open.size());
        }
    }

    /** Counts bytes of requests that are not whole yet; false when these are too many, in all or of one origin. */
    synchronized boolean hold(long more, SocketAddress remote) {
        if (more == 0) {
            return true;
        }
        held += more;
        long ofOrigin = heldPerOrigin.merge(Origin.of(remote), more, Long::sum);
        if (ofOrigin == 0) {
            heldPerOrigin.remove(Origin.of(remote));
        }
        return held <= limits.bodyBytes() && ofOrigin <= Math.max(limits.bodyBytes() / 2, limits.requestBytes());
    }

    private synchronized Optional<Connection> find(SocketAddress remote) {
        return Optional.ofNullable(open.get(remote));
    }

    void callBegan(SocketAddress remote) {
        find(remote).ifPresent(Connection::callBegan);
    }

    void callEnded(SocketAddress remote) {
        find(remote).ifPresent(Connection::callEnded);
    }

    /** Lets the connection to {@code remote} keep requests open: it has a call whose caller goes on sending. */
    public void mayHoldRequestsOpen(SocketAddress remote) {
        find(remote).ifPresent(Connection::mayHoldRequestsOpen);
    }
}
