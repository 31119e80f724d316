package org.banyan.core.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotRestore;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.spi.network.NodeId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CodecException;
import org.banyan.types.crypto.HashFunction;

/**
 * The part in the peer protocol of a chain that this node has nothing of: asks its peers which snapshot they serve, takes the one that most of them do, its
 * pieces from all who have it, and hands it over to be restored. Who serves what is refused is scored and asked no more. No clock, no IO; owned by one lane.
 *
 * <p>Pieces are kept through a port, so that a restart goes on where it stopped. Rules NET-20 and NET-21 of {@code docs/spi/network.md}.
 */
public final class SnapshotPeers {
    /** After the first offer, others are waited for this long, so that no single peer decides which snapshot is fetched. */
    static final int CHOICE_TICKS = 8;

    /** Peers without an offer are asked again after so long. */
    static final int ASK_TICKS = 40;

    private final HashFunction hash;
    private final Pieces kept;
    private final Outbox outbox = new Outbox();
    private final Map<NodeId, Server> servers = new TreeMap<>();
    private final PieceFetches fetches;

    /** Manifests that were refused. */
    private final Set<Hash> refused = new TreeSet<>();

    private Optional<Choice> choice = Optional.empty();
    private int offeredTicks;
    private int ticks;

    /** Where pieces are kept. Called by this machine, implemented by the node over its files. */
    public interface Pieces {
        /** Whether a snapshot may be taken by its manifest and trail, before any of its chunks is fetched. */
        Verdict check(SnapshotManifest manifest, SnapshotTrail trail);

        Optional<Bytes> kept(Hash manifest, int piece);

        void keep(Hash manifest, int piece, Bytes bytes);

        /** Forgets all that was kept of a snapshot that was refused. */
        void drop(Hash manifest);
    }

    /** How far it is. */
    public record Progress(boolean chosen, int pieces, int ofPieces) {}

    private static final class Server {
        private Optional<SnapshotOffer> offer = Optional.empty();
        private int restTicks;

        /** Questions for its offer that it has not answered. */
        private int asked;
    }

    /** A snapshot that is being fetched. */
    private static final class Choice {
        private final SnapshotOffer offer;
        private Optional<SnapshotManifest> manifest = Optional.empty();
        private Optional<SnapshotTrail> trail = Optional.empty();
        private Optional<NodeId> trailFrom = Optional.empty();
        private int nextChunk;
        private int have;
        private boolean checked;
        private boolean restoring;

        private Choice(SnapshotOffer offer) {
            this.offer = offer;
        }

        private boolean complete() {
            return manifest.isPresent() && have == manifest.get().chunks().size();
        }
    }

    /** @param memoryBytes for pieces on their way; one always may be */
    public SnapshotPeers(HashFunction hash, long memoryBytes, Pieces kept) {
        this.hash = hash;
        this.kept = kept;
        this.fetches = new PieceFetches(memoryBytes, outbox);
    }

    public List<ChainEffect> step(ChainEvent event) {
        switch (event) {
            case ChainEvent.Joined joined -> {
                servers.put(joined.peer(), new Server());
                ask(joined.peer());
            }
            case ChainEvent.Left left -> {
                servers.remove(left.peer());
                fetches.left(left.peer());
            }
            case ChainEvent.Said said -> said(said);
            case ChainEvent.Restored restored -> restored(restored.manifest(), restored.verdict());
            case ChainEvent.Tick tick -> tick();
            default -> {} // there is no chain yet that could do any of it
        }
        pump();
        return outbox.take();
    }

    public int count() {
        return servers.size();
    }

    public Progress progress() {
        return choice.map(active -> new Progress(
                        true,
                        active.have,
                        active.manifest.map(known -> known.chunks().size()).orElse(0)))
                .orElse(new Progress(false, 0, 0));
    }

    // What peers say

    private void ask(NodeId peer) {
        Server server = servers.get(peer);
        if (server != null) {
            server.asked++;
            outbox.sync(peer, SyncMessage.of(SnapshotTalk.of(new SnapshotTalk.WantOffer())));
        }
    }

    private void said(ChainEvent.Said said) {
        Server from = servers.get(said.peer());
        if (from == null || said.channel() != ChainChannel.SYNC) {
            return; // news of a chain that is not here yet
        }
        try {
            SyncMessage message = SyncMessage.CODEC.decode(said.payload());
            message.snapshot().ifPresent(talk -> talked(said.peer(), from, talk));
        } catch (CodecException malformed) {
            outbox.broke(said.peer(), PeerRule.MESSAGE, "a message on channel SYNC: " + malformed.getMessage());
        }
    }

    private void talked(NodeId peer, Server from, SnapshotTalk talk) {
        talk.wantOffer()
                .ifPresent(want ->
                        outbox.sync(peer, SyncMessage.of(SnapshotTalk.of(new SnapshotTalk.Offer(Optional.empty())))));
        talk.wantPart()
                .ifPresent(want -> outbox.sync(
                        peer,
                        SyncMessage.of(SnapshotTalk.of(new SnapshotTalk.Part(
                                want.manifest(), want.piece(), want.offset(), false, Bytes.EMPTY)))));
        talk.offer().ifPresent(answer -> {
            if (from.asked == 0) {
                outbox.broke(peer, PeerRule.UNASKED, "an offer that was not asked for");
                return;
            }
            from.asked--;
            from.offer = answer.snapshot();
        });
        talk.part().ifPresent(part -> {
            switch (fetches.arrived(peer, part)) {
                case PieceFetches.Arrival.More more -> {}
                case PieceFetches.Arrival.Absent absent -> {
                    from.offer = Optional.empty();
                    if (from.asked == 0) {
                        ask(peer);
                    }
                }
                case PieceFetches.Arrival.Whole whole -> arrived(peer, whole.piece(), whole.bytes());
            }
        });
    }

    // Pieces

    private void arrived(NodeId from, int piece, Bytes bytes) {
        choice.ifPresent(active -> {
            if (taken(active, piece, bytes, Optional.of(from))) {
                fetches.done(piece);
                kept.keep(active.offer.manifest(), piece, bytes);
            } else {
                wrong(from, "piece " + piece + " of snapshot " + active.offer.manifest() + " is another");
            }
        });
    }

    private void wrong(NodeId from, String what) {
        outbox.broke(from, PeerRule.SNAPSHOT_PIECE, what);
        Optional.ofNullable(servers.get(from)).ifPresent(liar -> liar.offer = Optional.empty());
    }

    /** Whether it is the piece, as far as that can be told now. */
    private boolean taken(Choice active, int piece, Bytes bytes, Optional<NodeId> from) {
        try {
            switch (piece) {
                case SnapshotOffer.MANIFEST_PIECE -> {
                    SnapshotManifest manifest = SnapshotManifest.CODEC.decode(bytes);
                    if (!manifest.id(hash).equals(active.offer.manifest())) {
                        return false;
                    }
                    active.manifest = Optional.of(manifest);
                }
                case SnapshotOffer.TRAIL_PIECE -> {
                    active.trail = Optional.of(SnapshotTrail.CODEC.decode(bytes));
                    active.trailFrom = from;
                }
                default -> {
                    if (active.manifest
                            .flatMap(manifest -> SnapshotRestore.checkChunk(
                                    manifest, piece - SnapshotOffer.FIRST_CHUNK, bytes, hash))
                            .isPresent()) {
                        return false;
                    }
                    active.have++;
                }
            }
            return true;
        } catch (CodecException malformed) {
            return false;
        }
    }

    // Going on

    private void pump() {
        if (choice.isEmpty()) {
            return;
        }
        Choice active = choice.get();
        if (active.restoring) {
            return;
        }
        if (active.manifest.isEmpty()) {
            want(active, SnapshotOffer.MANIFEST_PIECE, SnapshotOffer::manifestBytes);
        }
        if (active.manifest.isPresent() && active.trail.isEmpty()) {
            want(active, SnapshotOffer.TRAIL_PIECE, SnapshotOffer::trailBytes);
        }
        if (active.manifest.isPresent() && active.trail.isPresent() && (active.checked || mayBeTaken(active))) {
            chunks(active);
        }
    }

    private boolean mayBeTaken(Choice active) {
        SnapshotTrail trail = active.trail.orElseThrow();
        Verdict verdict = kept.check(active.manifest.orElseThrow(), trail);
        if (verdict instanceof Verdict.Rejected rejected) {
            // Whoever gave the trail may be the only liar: others may show better why the block is final.
            active.trail = Optional.empty();
            active.trailFrom.ifPresentOrElse(
                    from -> {
                        outbox.broke(from, PeerRule.SNAPSHOT, rejected.toString());
                        Optional.ofNullable(servers.get(from)).ifPresent(liar -> liar.offer = Optional.empty());
                    },
                    () -> kept.drop(active.offer.manifest()));
            return false;
        }
        active.checked = true;
        return true;
    }

    private void chunks(Choice active) {
        SnapshotManifest manifest = active.manifest.orElseThrow();
        int count = manifest.chunks().size();
        int looked = 0;
        while (active.nextChunk < count && looked++ < PieceFetches.FETCHES_MAX) {
            int piece = SnapshotOffer.FIRST_CHUNK + active.nextChunk;
            Optional<Bytes> before = kept.kept(active.offer.manifest(), piece);
            boolean had = before.isPresent() && taken(active, piece, before.get(), Optional.empty());
            int size = manifest.chunks().get(active.nextChunk).size();
            if (!had && !fetch(active, piece, offer -> size)) {
                break;
            }
            active.nextChunk++;
        }
        fetches.orphans().forEach((piece, size) -> fetch(active, piece, offer -> size));
        if (active.complete()) {
            active.restoring = true;
            outbox.add(new ChainEffect.Restore(active.offer.manifest(), manifest, active.trail.orElseThrow()));
        }
    }

    private void want(Choice active, int piece, ToIntFunction<SnapshotOffer> size) {
        Optional<Bytes> before = kept.kept(active.offer.manifest(), piece);
        boolean had = before.isPresent() && taken(active, piece, before.get(), Optional.empty());
        if (!had && !fetches.isFetching(piece)) {
            fetch(active, piece, size);
        }
    }

    /**
     * From whoever serves this snapshot and has the most room.
     *
     * @param size by the offer of who is asked: nobody answers for what another one said
     */
    private boolean fetch(Choice active, int piece, ToIntFunction<SnapshotOffer> size) {
        Hash manifest = active.offer.manifest();
        Map<NodeId, Integer> able = new TreeMap<>();
        servers.forEach((peer, server) -> {
            if (server.restTicks == 0) {
                server.offer
                        .filter(offer -> offer.manifest().equals(manifest))
                        .map(size::applyAsInt)
                        .filter(bytes -> fetches.hasRoom(peer, bytes))
                        .ifPresent(bytes -> able.put(peer, bytes));
            }
        });
        Optional<NodeId> from = able.keySet().stream().min(Comparator.comparing(fetches::of));
        from.ifPresent(peer -> fetches.begin(manifest, piece, able.getOrDefault(peer, 0), peer));
        return from.isPresent();
    }

    // Choosing

    private void tick() {
        ticks++;
        servers.values().forEach(server -> server.restTicks = Math.max(0, server.restTicks - 1));
        fetches.tick().forEach(late -> {
            outbox.broke(late, PeerRule.LATE, "a piece of a snapshot did not come");
            Optional.ofNullable(servers.get(late)).ifPresent(slow -> slow.restTicks = Sync.REST_TICKS);
        });
        if (ticks % ASK_TICKS == 0) {
            List<NodeId> without = servers.entrySet().stream()
                    .filter(each -> each.getValue().offer.isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            without.forEach(this::ask);
        }
        boolean served = choice.filter(active -> active.restoring
                        || servers.values().stream()
                                .anyMatch(server -> server.offer
                                        .filter(offer -> offer.manifest().equals(active.offer.manifest()))
                                        .isPresent()))
                .isPresent();
        if (choice.isPresent() && !served) {
            choice = Optional.empty();
            fetches.clear();
        }
        if (choice.isEmpty()) {
            choose();
        }
    }

    private void choose() {
        Map<Hash, List<SnapshotOffer>> offers = new LinkedHashMap<>();
        servers.values()
                .forEach(server -> server.offer
                        .filter(offer -> !refused.contains(offer.manifest()))
                        .ifPresent(offer -> offers.computeIfAbsent(offer.manifest(), id -> new ArrayList<>())
                                .add(offer)));
        offeredTicks = offers.isEmpty() ? 0 : offeredTicks + 1;
        if (offeredTicks < CHOICE_TICKS) {
            return;
        }
        choice = best(offers.values()).map(Choice::new);
        offeredTicks = 0;
    }

    /** What most serve; of these the newest. */
    private static Optional<SnapshotOffer> best(Collection<List<SnapshotOffer>> offers) {
        return offers.stream()
                .max(Comparator.<List<SnapshotOffer>>comparingInt(List::size)
                        .thenComparing(same -> same.getFirst().height())
                        .thenComparing(same -> same.getFirst().manifest()))
                .map(List::getFirst);
    }

    /** A snapshot whose pieces all were what its manifest says, and which leads nowhere, is a lie of all who serve it. */
    private void restored(Hash manifest, Verdict verdict) {
        if (verdict instanceof Verdict.Rejected rejected) {
            refused.add(manifest);
            kept.drop(manifest);
            servers.forEach((peer, server) -> {
                if (server.offer
                        .filter(offer -> offer.manifest().equals(manifest))
                        .isPresent()) {
                    server.offer = Optional.empty();
                    outbox.broke(peer, PeerRule.SNAPSHOT, rejected.toString());
                }
            });
            choice = Optional.empty();
            fetches.clear();
        }
    }
}
