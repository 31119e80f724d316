package org.banyan.core.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.banyan.spi.network.NodeId;
import org.banyan.spi.network.PeerAddress;
import org.banyan.types.Timestamp;

/** The peers that this node keeps a link to: which are being dialed, and when the others are dialed again. */
final class Dialing {
    private static final Comparator<PeerAddress> ORDER = Comparator.comparing(PeerAddress::toString);

    private final int spread;
    private final Map<PeerAddress, Backoff> named = new TreeMap<>(ORDER);
    private final Set<PeerAddress> under = new TreeSet<>(ORDER);

    /** @param spread something that differs from node to node */
    Dialing(List<PeerAddress> named, int spread, Timestamp now) {
        this.spread = spread;
        named.forEach(peer -> this.named.put(peer, Backoff.none(now)));
    }

    boolean names(NodeId peer) {
        return find(peer).isPresent();
    }

    private Optional<PeerAddress> find(NodeId peer) {
        return named.keySet().stream().filter(each -> each.id().equals(peer)).findFirst();
    }

    /** A link to the peer is open. */
    void opened(NodeId peer) {
        find(peer).ifPresent(under::remove);
    }

    /** The peer is there and welcome. */
    void met(Timestamp now, NodeId peer) {
        find(peer).ifPresent(address -> named.put(address, Backoff.none(now)));
    }

    /** Whether this is the first failure since the peer was there, which is worth a line in the log. */
    boolean failed(PeerAddress address) {
        under.remove(address);
        Backoff before = named.get(address);
        return before != null && before.failures() == 0;
    }

    void postpone(Timestamp now, NodeId peer) {
        find(peer).ifPresent(address -> named.computeIfPresent(address, (key, before) -> before.after(now, spread)));
    }

    /** Those to dial now, which count as being dialed from here on. */
    List<PeerAddress> due(Timestamp now, Predicate<NodeId> lacking) {
        List<PeerAddress> due = new ArrayList<>();
        named.forEach((address, backoff) -> {
            if (!under.contains(address) && backoff.isDue(now) && lacking.test(address.id())) {
                due.add(address);
            }
        });
        under.addAll(due);
        return due;
    }
}
