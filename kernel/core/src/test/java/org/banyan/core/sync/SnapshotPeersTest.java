package org.banyan.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.banyan.core.fixture.KeptSnapshot;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.peers.ChainChannel;
import org.banyan.core.peers.PeerRule;
import org.banyan.core.peers.Standing;
import org.banyan.core.snapshot.SnapshotManifest;
import org.banyan.core.snapshot.SnapshotTrail;
import org.banyan.spi.network.NodeId;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Timestamp;
import org.banyan.types.Verdict;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.CodecException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node without the chain, its peers, and what they serve; each peer answers at once unless it is silent. */
class SnapshotPeersTest {
    private static final long MEMORY = 64 << 20;

    private final TestChain chain = new TestChain(MemoryKeyValueStore.empty());
    private final Map<NodeId, Peer> peers = new TreeMap<>();
    private final Map<Hash, Map<Integer, Bytes>> kept = new LinkedHashMap<>();
    private final List<ChainEffect.Broke> broken = new ArrayList<>();
    private Optional<ChainEffect.Restore> restore = Optional.empty();
    private SnapshotPeers fetching = machine();

    /** What a peer serves, piece by piece. */
    private final class Peer {
        private final List<Bytes> pieces = new ArrayList<>();
        private final Hash manifest;
        private final Height height;
        private boolean silent;
        private boolean crumbs;
        private int wrongBytes;
        private int parts;

        private Peer(KeptSnapshot snapshot) {
            manifest = snapshot.id();
            height = snapshot.manifest().height();
            pieces.add(SnapshotManifest.CODEC.encode(snapshot.manifest()));
            pieces.add(SnapshotTrail.CODEC.encode(snapshot.trail()));
            pieces.addAll(snapshot.chunks());
        }

        private void flip(int piece) {
            byte[] bytes = pieces.get(piece).toArray();
            bytes[bytes.length - 1] ^= 1;
            pieces.set(piece, Bytes.wrap(bytes));
        }

        private Optional<SnapshotTalk> answer(SnapshotTalk talk) {
            if (talk.wantOffer().isPresent()) {
                return Optional.of(SnapshotTalk.of(new SnapshotTalk.Offer(Optional.of(new SnapshotOffer(
                        manifest,
                        height,
                        pieces.get(0).size() + wrongBytes,
                        pieces.get(1).size() + wrongBytes)))));
            }
            return talk.wantPart().filter(want -> !silent).map(want -> {
                parts++;
                Bytes piece = pieces.get(want.piece());
                int from = (int) want.offset();
                if (crumbs) {
                    return SnapshotTalk.of(
                            new SnapshotTalk.Part(manifest, want.piece(), from, true, piece.slice(from, from + 1)));
                }
                return SnapshotTalk.of(new SnapshotTalk.Part(
                        manifest,
                        want.piece(),
                        from,
                        true,
                        piece.slice(from, Math.min(piece.size(), from + SyncMessage.PART_BYTES_MAX))));
            });
        }
    }

    private SnapshotPeers machine() {
        return new SnapshotPeers(TestChain.SUITE.hash(), MEMORY, new SnapshotPeers.Pieces() {
            @Override
            public Verdict check(SnapshotManifest manifest, SnapshotTrail trail) {
                return trail.check(
                        KeptSnapshot.genesisClient(chain), manifest.block(), manifest.height(), TestChain.SUITE.hash());
            }

            @Override
            public Optional<Bytes> kept(Hash manifest, int piece) {
                return Optional.ofNullable(kept.getOrDefault(manifest, Map.of()).get(piece));
            }

            @Override
            public void keep(Hash manifest, int piece, Bytes bytes) {
                kept.computeIfAbsent(manifest, id -> new TreeMap<>()).put(piece, bytes);
            }

            @Override
            public void drop(Hash manifest) {
                kept.remove(manifest);
            }
        });
    }

    @BeforeEach
    void grow() {
        for (int i = 0; i < 90; i++) {
            chain.submit(chain.sign(chain.transfer(ALICE, BOB, i + 1), ALICE));
            chain.certify(chain.extendHead());
        }
    }

    private Peer serves(int number, KeptSnapshot snapshot) {
        Peer peer = new Peer(snapshot);
        peers.put(id(number), peer);
        return peer;
    }

    private static NodeId id(int number) {
        return new NodeId(new Hash(0, 0, 0, number));
    }

    private void join() {
        Standing standing = new Standing(
                chain.engine().head().id(),
                chain.height(),
                chain.engine().finalBlock().id(),
                chain.engine().finalBlock().header().height());
        peers.keySet().forEach(peer -> deal(fetching.step(new ChainEvent.Joined(peer, standing))));
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            deal(fetching.step(new ChainEvent.Tick(new Timestamp(i))));
        }
    }

    private void deal(List<ChainEffect> effects) {
        Deque<ChainEffect> open = new ArrayDeque<>(effects);
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case ChainEffect.Send send -> {
                    SnapshotTalk talk =
                            SyncMessage.CODEC.decode(send.payload()).snapshot().orElseThrow();
                    Objects.requireNonNull(peers.get(send.to()))
                            .answer(talk)
                            .ifPresent(answer -> open.addAll(fetching.step(new ChainEvent.Said(
                                    send.to(), ChainChannel.SYNC, SyncMessage.CODEC.encode(SyncMessage.of(answer))))));
                }
                case ChainEffect.Broke broke -> broken.add(broke);
                case ChainEffect.Restore wanted -> restore = Optional.of(wanted);
                default -> throw new AssertionError("nothing else is to be done");
            }
        }
    }

    private Verdict restoreAsWanted() {
        ChainEffect.Restore wanted = restore.orElseThrow();
        List<Bytes> chunks =
                new ArrayList<>(Objects.requireNonNull(kept.get(wanted.id())).values());
        var snapshot = new KeptSnapshot(
                wanted.manifest(), wanted.trail(), chunks.subList(SnapshotOffer.FIRST_CHUNK, chunks.size()));
        return snapshot.restore(chain, MemoryKeyValueStore.empty());
    }

    @Test
    void pieces_come_from_all_who_serve_the_snapshot() {
        KeptSnapshot snapshot = KeptSnapshot.of(chain);
        Peer one = serves(1, snapshot);
        Peer other = serves(2, snapshot);

        join();
        tick(SnapshotPeers.CHOICE_TICKS + 2);

        assertThat(restoreAsWanted()).isEqualTo(Verdict.ACCEPTED);
        assertThat(one.parts).isPositive();
        assertThat(other.parts).isPositive();
        assertThat(broken).isEmpty();
    }

    @Test
    void who_gives_another_chunk_is_scored_and_the_chunk_comes_from_somebody_else() {
        KeptSnapshot snapshot = KeptSnapshot.of(chain);
        Peer liar = serves(1, snapshot);
        serves(2, snapshot);
        for (int piece = SnapshotOffer.FIRST_CHUNK; piece < liar.pieces.size(); piece++) {
            liar.flip(piece);
        }

        join();
        tick(SnapshotPeers.CHOICE_TICKS + 2);

        assertThat(restoreAsWanted()).isEqualTo(Verdict.ACCEPTED);
        assertThat(broken).isNotEmpty().allSatisfy(broke -> {
            assertThat(broke.peer()).isEqualTo(id(1));
            assertThat(broke.rule()).isEqualTo(PeerRule.SNAPSHOT_PIECE);
        });
    }

    @Test
    void who_serves_a_manifest_that_leads_nowhere_is_scored_and_another_snapshot_is_taken() {
        KeptSnapshot snapshot = KeptSnapshot.of(chain);
        SnapshotManifest manifest = snapshot.manifest();
        var lie = new SnapshotManifest(
                manifest.chainId(),
                manifest.height(),
                manifest.block(),
                manifest.before(),
                manifest.first(),
                manifest.blocksFrom(),
                manifest.values() + 1,
                manifest.chunks());
        serves(1, new KeptSnapshot(lie, snapshot.trail(), snapshot.chunks()));
        serves(2, new KeptSnapshot(lie, snapshot.trail(), snapshot.chunks()));
        serves(3, snapshot);
        join();
        tick(SnapshotPeers.CHOICE_TICKS + 2);
        Verdict verdict = restoreAsWanted();
        assertThat(verdict.toString()).contains("SNAP-4");

        deal(fetching.step(new ChainEvent.Restored(restore.orElseThrow().id(), verdict)));
        tick(SnapshotPeers.CHOICE_TICKS + 2);

        assertThat(broken)
                .extracting(ChainEffect.Broke::peer, ChainEffect.Broke::rule)
                .containsExactly(tuple(id(1), PeerRule.SNAPSHOT), tuple(id(2), PeerRule.SNAPSHOT));
        assertThat(restoreAsWanted()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void who_gives_a_trail_to_another_block_is_scored_before_any_chunk_is_fetched() {
        KeptSnapshot snapshot = KeptSnapshot.of(chain);
        var lie = new KeptSnapshot(snapshot.manifest(), new SnapshotTrail(List.of(), List.of()), snapshot.chunks());
        Peer liar = serves(1, lie);

        join();
        tick(SnapshotPeers.CHOICE_TICKS + 2);

        assertThat(restore).isEmpty();
        assertThat(broken).extracting(ChainEffect.Broke::rule).containsExactly(PeerRule.SNAPSHOT);
        assertThat(liar.parts).as("manifest and trail").isLessThanOrEqualTo(2);
    }

    @Test
    void who_gives_a_piece_in_crumbs_is_scored_and_left_for_others() {
        KeptSnapshot snapshot = KeptSnapshot.of(chain);
        serves(1, snapshot).crumbs = true;
        serves(2, snapshot);

        join();
        tick(SnapshotPeers.CHOICE_TICKS + 4);

        assertThat(restoreAsWanted()).isEqualTo(Verdict.ACCEPTED);
        assertThat(broken)
                .extracting(ChainEffect.Broke::peer, ChainEffect.Broke::rule)
                .containsOnly(tuple(id(1), PeerRule.SNAPSHOT_PIECE));
    }

    @Test
    void nobody_answers_for_the_sizes_that_another_one_said() {
        KeptSnapshot snapshot = KeptSnapshot.of(chain);
        serves(1, snapshot).wrongBytes = -1;
        serves(2, snapshot);

        join();
        tick(SnapshotPeers.CHOICE_TICKS + 4);

        assertThat(restoreAsWanted()).isEqualTo(Verdict.ACCEPTED);
        assertThat(broken).extracting(ChainEffect.Broke::peer).doesNotContain(id(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void a_part_from_beyond_every_piece_cannot_be_asked_for(long offset) {
        assertThatThrownBy(() -> new SnapshotTalk.WantPart(new Hash(1, 2, 3, 4), 0, offset))
                .isInstanceOf(IllegalArgumentException.class);
        var want = new CanonicalWriter();
        want.hash(1, new Hash(1, 2, 3, 4));
        want.uint64(3, offset);
        var talk = new CanonicalWriter();
        talk.bytes(3, want.toBytes());
        assertThatThrownBy(() -> SnapshotTalk.CODEC.decode(talk.toBytes())).isInstanceOf(CodecException.class);
    }

    @Test
    void a_peer_that_does_not_answer_is_left_for_others() {
        KeptSnapshot snapshot = KeptSnapshot.of(chain);
        serves(1, snapshot).silent = true;
        serves(2, snapshot);

        join();
        tick(SnapshotPeers.CHOICE_TICKS + PieceFetches.PATIENCE_TICKS + 4);

        assertThat(restoreAsWanted()).isEqualTo(Verdict.ACCEPTED);
        assertThat(broken).extracting(ChainEffect.Broke::rule).containsOnly(PeerRule.LATE);
    }

    @Test
    void what_is_kept_is_not_fetched_again() {
        KeptSnapshot snapshot = KeptSnapshot.of(chain);
        serves(1, snapshot);
        join();
        tick(SnapshotPeers.CHOICE_TICKS + 2);
        Map<Integer, Bytes> pieces = Objects.requireNonNull(kept.get(snapshot.id()));
        Bytes damaged = Objects.requireNonNull(pieces.get(SnapshotOffer.FIRST_CHUNK));
        pieces.put(SnapshotOffer.FIRST_CHUNK, damaged.slice(1, damaged.size()));
        restore = Optional.empty();
        fetching = machine();
        Peer again = serves(1, snapshot);

        join();
        tick(SnapshotPeers.CHOICE_TICKS + 2);

        assertThat(again.parts).as("parts of the damaged chunk alone").isEqualTo(1);
        assertThat(restoreAsWanted()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void a_snapshot_that_its_peers_no_longer_serve_is_left_for_another() {
        KeptSnapshot old = KeptSnapshot.of(chain);
        Peer peer = serves(1, old);
        peer.silent = true;
        join();
        tick(SnapshotPeers.CHOICE_TICKS + 2);
        chain.certify(chain.extendHead());
        serves(1, KeptSnapshot.of(chain));
        deal(fetching.step(new ChainEvent.Left(id(1))));
        tick(1);

        join();
        tick(SnapshotPeers.CHOICE_TICKS + 2);

        assertThat(restore.orElseThrow().manifest().height()).isEqualTo(chain.height());
        assertThat(restoreAsWanted()).isEqualTo(Verdict.ACCEPTED);
    }
}
