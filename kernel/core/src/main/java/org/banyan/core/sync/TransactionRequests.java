package org.banyan.core.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.core.peers.PeerRule;
import org.banyan.spi.network.NodeId;

/**
 * Transactions that peers named and that this node asked for: from whom, who else named them, and since when. Who does not deliver delays a transaction and
 * cannot keep it from this node: the next who named it is asked.
 */
final class TransactionRequests {
    /** Ticks after which the next peer is asked. */
    static final int PATIENCE_TICKS = 8;

    /** Peers that are remembered for one transaction beside the one that was asked. */
    static final int OTHERS_MAX = 4;

    /** Requests for one transaction before it is forgotten; who names it again begins anew. */
    static final int ATTEMPTS_MAX = 1 + OTHERS_MAX;

    /** Transactions that are waited for; the one that waits longest is forgotten for a new one. */
    static final int WAITING_MAX = 16_384;

    /** Of these, from one peer. */
    static final int PER_PEER_MAX = 2 * TransactionNews.IDS_MAX;

    private final Outbox outbox;

    /** By short id, in the order in which they were asked for. */
    private final Map<Long, Request> waiting = new LinkedHashMap<>();

    private final Map<NodeId, Asked> peers = new TreeMap<>();
    private long now;

    private record Request(NodeId from, long since, int attempt, Deque<NodeId> others) {}

    /** What one peer was asked for. */
    private static final class Asked {
        private int waiting;
        private long deliveredAt = -1;
        private long scoredAt = -1;
    }

    TransactionRequests(Outbox outbox) {
        this.outbox = outbox;
    }

    int size() {
        return waiting.size();
    }

    /** A peer named transactions that this node lacks: asks for those that nobody was asked for. */
    void named(NodeId from, List<Long> ids) {
        List<Long> wanted = new ArrayList<>();
        for (long id : ids) {
            Request known = waiting.get(id);
            if (known == null) {
                if (hasRoom(from)) {
                    put(id, new Request(from, now, 1, new ArrayDeque<>()));
                    wanted.add(id);
                }
            } else if (!known.from.equals(from) && !known.others.contains(from)) {
                remember(known, from);
            }
        }
        ask(from, wanted);
    }

    /** Peers that lately did not deliver make room for others, so that a few of them cannot fill the places of one transaction. */
    private void remember(Request known, NodeId from) {
        if (known.others.size() >= OTHERS_MAX) {
            known.others.stream().filter(this::isIdle).findFirst().ifPresent(known.others::remove);
        }
        if (known.others.size() < OTHERS_MAX) {
            known.others.add(from);
        }
    }

    private boolean isIdle(NodeId peer) {
        Asked asked = peers.get(peer);
        return asked != null && asked.scoredAt >= 0 && asked.deliveredAt < asked.scoredAt;
    }

    private boolean hasRoom(NodeId peer) {
        Asked asked = peers.get(peer);
        return asked == null || asked.waiting < PER_PEER_MAX;
    }

    private void put(long id, Request request) {
        if (waiting.size() >= WAITING_MAX) {
            forget(waiting.keySet().iterator().next());
        }
        waiting.put(id, request);
        peers.computeIfAbsent(request.from, fresh -> new Asked()).waiting++;
    }

    private void ask(NodeId peer, List<Long> ids) {
        for (int from = 0; from < ids.size(); from += TransactionNews.IDS_MAX) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + TransactionNews.IDS_MAX));
            outbox.transactions(peer, new TransactionNews(List.of(), List.of(), some));
        }
    }

    /** It came from this peer, asked or not. */
    void delivered(NodeId from, long id) {
        Request request = waiting.get(id);
        if (request != null) {
            Asked asked = peers.get(from);
            if (asked != null) {
                asked.deliveredAt = now;
            }
            forget(id);
        }
    }

    /** It is here, or was judged: nothing more is asked. */
    void forget(long id) {
        Request request = waiting.remove(id);
        if (request != null) {
            Asked asked = peers.get(request.from);
            if (asked != null) {
                asked.waiting--;
            }
        }
    }

    void left(NodeId peer) {
        Map<NodeId, List<Long>> again = new TreeMap<>();
        List<Long> lost = new ArrayList<>();
        waiting.forEach((id, request) -> {
            request.others.remove(peer);
            if (request.from.equals(peer)) {
                lost.add(id);
            }
        });
        lost.forEach(id -> next(id, again));
        peers.remove(peer);
        again.forEach(this::ask);
    }

    /** Asks the next peer for what did not come in time. A peer that brought nothing of what it was asked for is scored, once in so long. */
    void tick(Collection<ChainPeer> present) {
        now++;
        List<Long> late = new ArrayList<>();
        for (Map.Entry<Long, Request> each : waiting.entrySet()) {
            if (now - each.getValue().since < PATIENCE_TICKS) {
                break; // all that follow were asked for later
            }
            late.add(each.getKey());
        }
        Set<NodeId> idle = new TreeSet<>();
        Map<NodeId, List<Long>> again = new TreeMap<>();
        for (long id : late) {
            Request request = waiting.get(id);
            if (request != null && !hasDelivered(request)) {
                idle.add(request.from);
            }
            next(id, again);
        }
        idle.forEach(this::score);
        again.forEach(this::ask);
        peers.keySet()
                .removeIf(peer -> present.stream().noneMatch(each -> each.id().equals(peer)));
    }

    private boolean hasDelivered(Request request) {
        Asked asked = peers.get(request.from);
        return asked != null && asked.deliveredAt >= request.since;
    }

    private void score(NodeId peer) {
        Asked asked = peers.get(peer);
        if (asked != null && (asked.scoredAt < 0 || now - asked.scoredAt >= PATIENCE_TICKS)) {
            asked.scoredAt = now;
            outbox.broke(peer, PeerRule.WITHHELD, "transactions that it named did not come");
        }
    }

    /** Whom to ask instead, if anybody. Who is still delivering is asked again: an answer has a limit. */
    private void next(long id, Map<NodeId, List<Long>> again) {
        Request request = waiting.get(id);
        if (request == null) {
            return;
        }
        if (hasDelivered(request)) {
            request.others.add(request.from);
        }
        forget(id);
        NodeId other = request.others.stream()
                .filter(peer -> !isIdle(peer))
                .findFirst()
                .orElse(request.others.peek());
        request.others.remove(other);
        if (other != null && request.attempt < ATTEMPTS_MAX && hasRoom(other)) {
            put(id, new Request(other, now, request.attempt + 1, request.others));
            again.computeIfAbsent(other, fresh -> new ArrayList<>()).add(id);
        }
    }
}
