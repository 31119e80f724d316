package org.banyan.core.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/** Transactions of late, by short id, and which peers have them. Bounded by count and bytes; the oldest go first. */
final class Inventory {
    static final int TRANSACTIONS_MAX = 65_536;

    /** Transactions that were offered to the pool and not yet judged, with who gave them. */
    static final int OFFERED_MAX = 16_384;

    /** Transactions that the pool refused lately. */
    static final int REFUSED_MAX = 16_384;

    /** Ticks for which what the pool refused is not asked for again, however many peers name it. */
    static final int REFUSED_TICKS = 40;

    private final HashFunction hash;
    private final long bytesMax;
    private final LinkedHashMap<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<Long, Set<NodeId>> offered = new TreeMap<>();

    /** By short id, the tick until which it is refused; in that order. */
    private final Map<Long, Long> refused = new LinkedHashMap<>();

    private long bytes;
    private long ticks;

    private record Entry(Bytes envelope, Set<NodeId> holders) {}

    /** @param bytesMax all envelopes together */
    Inventory(HashFunction hash, long bytesMax) {
        this.hash = hash;
        this.bytesMax = bytesMax;
    }

    /** The first 8 bytes of the full hash: two transactions that share them cost their sender a round trip and nobody anything else. */
    long shortId(Bytes envelope) {
        return hash.hash(Tag.TRANSACTION_ENVELOPE, envelope).word0();
    }

    Optional<Bytes> find(long shortId) {
        return Optional.ofNullable(entries.get(shortId)).map(Entry::envelope);
    }

    boolean knows(long shortId) {
        return entries.containsKey(shortId) || offered.containsKey(shortId);
    }

    /** A peer has this one. */
    void heldBy(long shortId, NodeId peer) {
        Entry entry = entries.get(shortId);
        Set<NodeId> waiting = offered.get(shortId);
        if (entry != null) {
            entry.holders.add(peer);
        } else if (waiting != null) {
            waiting.add(peer);
        }
    }

    /** Notes that a peer's transaction is being judged; false when too many are. */
    boolean offer(long shortId, NodeId from) {
        if (offered.size() >= OFFERED_MAX) {
            return false;
        }
        offered.computeIfAbsent(shortId, fresh -> new TreeSet<>()).add(from);
        return true;
    }

    /** It was judged; what was taken has been {@link #admit}ted before. */
    void judged(long shortId) {
        offered.remove(shortId);
    }

    /** The pool refused it. */
    void refuse(long shortId) {
        refused.remove(shortId);
        refused.put(shortId, ticks + REFUSED_TICKS);
        if (refused.size() > REFUSED_MAX) {
            refused.remove(refused.keySet().iterator().next());
        }
    }

    boolean isRefused(long shortId) {
        return refused.containsKey(shortId);
    }

    void tick() {
        ticks++;
        var eldest = refused.values().iterator();
        while (eldest.hasNext() && eldest.next() <= ticks) {
            eldest.remove();
        }
    }

    /** The pool took one. Whether it is new here. */
    boolean admit(long shortId, Bytes envelope) {
        if (entries.containsKey(shortId)) {
            return false;
        }
        Set<NodeId> holders = offered.remove(shortId);
        entries.put(shortId, new Entry(envelope, holders == null ? new TreeSet<>() : holders));
        bytes += envelope.size();
        while (entries.size() > TRANSACTIONS_MAX || bytes > bytesMax) {
            var eldest = entries.entrySet().iterator();
            bytes -= eldest.next().getValue().envelope.size();
            eldest.remove();
        }
        return true;
    }

    boolean isFromPeers(long shortId) {
        Entry entry = entries.get(shortId);
        return entry != null && !entry.holders.isEmpty();
    }

    /** Of these, the ones that {@code peer} is not known to have. */
    List<Long> newTo(NodeId peer, List<Long> shortIds) {
        return shortIds.stream()
                .filter(id -> {
                    Entry entry = entries.get(id);
                    return entry != null && !entry.holders.contains(peer);
                })
                .toList();
    }

    void left(NodeId peer) {
        entries.values().forEach(entry -> entry.holders.remove(peer));
        offered.values().forEach(holders -> holders.remove(peer));
    }
}
