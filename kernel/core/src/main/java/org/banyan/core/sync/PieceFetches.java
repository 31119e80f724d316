package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.banyan.core.peers.PeerRule;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;

/** Pieces of a snapshot on their way here, part by part, each from one peer at a time; no peer gives what it was not asked for, nor more of it. */
final class PieceFetches {
    /** Pieces on their way at once. */
    static final int FETCHES_MAX = 32;

    /** Of these, from one peer. */
    static final int PER_PEER_MAX = 8;

    /** A part that does not come for so many ticks is asked of somebody else. */
    static final int PATIENCE_TICKS = 20;

    private final long bytesMax;
    private final Outbox outbox;
    private final Map<Integer, Fetch> fetches = new TreeMap<>();

    /** Chunks that were given up and nobody was asked for since, with the sizes of their pieces. */
    private final Map<Integer, Integer> orphans = new TreeMap<>();

    private static final class Fetch {
        private final Hash manifest;
        private final NodeId from;
        private final int size;
        private final List<Bytes> parts = new ArrayList<>();
        private long offset;
        private int waited;

        private Fetch(Hash manifest, NodeId from, int size) {
            this.manifest = manifest;
            this.from = from;
            this.size = size;
        }
    }

    /** What an answer led to. */
    sealed interface Arrival {
        record More() implements Arrival {}

        record Whole(int piece, Bytes bytes) implements Arrival {}

        /** The peer does not have it any more. */
        record Absent() implements Arrival {}
    }

    PieceFetches(long bytesMax, Outbox outbox) {
        this.bytesMax = bytesMax;
        this.outbox = outbox;
    }

    boolean hasRoom(NodeId peer, int size) {
        long bytes = fetches.values().stream().mapToLong(fetch -> fetch.size).sum();
        return fetches.isEmpty() || fetches.size() < FETCHES_MAX && bytes + size <= bytesMax && of(peer) < PER_PEER_MAX;
    }

    /** Pieces on their way from a peer. */
    long of(NodeId peer) {
        return fetches.values().stream()
                .filter(fetch -> fetch.from.equals(peer))
                .count();
    }

    boolean isFetching(int piece) {
        return fetches.containsKey(piece);
    }

    void begin(Hash manifest, int piece, int size, NodeId from) {
        Fetch fetch = new Fetch(manifest, from, size);
        fetches.put(piece, fetch);
        orphans.remove(piece);
        ask(piece, fetch);
    }

    private void ask(int piece, Fetch fetch) {
        outbox.sync(
                fetch.from,
                SyncMessage.of(SnapshotTalk.of(new SnapshotTalk.WantPart(fetch.manifest, piece, fetch.offset))));
    }

    Arrival arrived(NodeId from, SnapshotTalk.Part part) {
        Fetch fetch = fetches.get(part.piece());
        boolean asked = fetch != null
                && fetch.from.equals(from)
                && fetch.manifest.equals(part.manifest())
                && fetch.offset == part.offset();
        if (fetch == null || !asked) {
            // An answer that comes after its piece was given up is no offence: its peer was scored for being late.
            return new Arrival.More();
        }
        fetch.waited = 0;
        if (!part.found()) {
            giveUp(part.piece(), fetch);
            return new Arrival.Absent();
        }
        // Whole parts alone: crumbs would hold a piece for as long as their sender likes.
        long due = Math.min(SyncMessage.PART_BYTES_MAX, fetch.size - fetch.offset);
        if (part.bytes().size() != due) {
            outbox.broke(
                    from,
                    PeerRule.SNAPSHOT_PIECE,
                    "a part of " + part.bytes().size() + " bytes instead of " + due + " at " + part.offset()
                            + " of a piece of " + fetch.size);
            giveUp(part.piece(), fetch);
            return new Arrival.Absent();
        }
        fetch.parts.add(part.bytes());
        fetch.offset += part.bytes().size();
        if (fetch.offset < fetch.size) {
            ask(part.piece(), fetch);
            return new Arrival.More();
        }
        // Given up until who asked for it says that it is right.
        giveUp(part.piece(), fetch);
        return new Arrival.Whole(part.piece(), Bytes.concat(fetch.parts.toArray(Bytes[]::new)));
    }

    /** A piece that came is the right one. */
    void done(int piece) {
        orphans.remove(piece);
    }

    private void giveUp(int piece, Fetch fetch) {
        fetches.remove(piece);
        if (piece >= SnapshotOffer.FIRST_CHUNK) {
            orphans.put(piece, fetch.size);
        }
    }

    /** Pieces to ask somebody else for, with their sizes. */
    Map<Integer, Integer> orphans() {
        return new TreeMap<>(orphans);
    }

    void left(NodeId peer) {
        new TreeMap<>(fetches).forEach((piece, fetch) -> {
            if (fetch.from.equals(peer)) {
                giveUp(piece, fetch);
            }
        });
    }

    /** Peers that did not deliver in time. */
    List<NodeId> tick() {
        List<NodeId> late = new ArrayList<>();
        new TreeMap<>(fetches).forEach((piece, fetch) -> {
            if (++fetch.waited > PATIENCE_TICKS) {
                giveUp(piece, fetch);
                late.add(fetch.from);
            }
        });
        return late.stream().distinct().toList();
    }

    void clear() {
        fetches.clear();
        orphans.clear();
    }
}
