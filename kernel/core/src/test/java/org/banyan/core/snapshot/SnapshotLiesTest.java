package org.banyan.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.banyan.core.fixture.KeptSnapshot;
import org.banyan.core.fixture.TestChain;
import org.banyan.core.snapshot.SnapshotManifest.ChunkReference;
import org.banyan.core.store.BodySummary;
import org.banyan.core.store.StateEntry;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.list.HistoryAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots that somebody made up: the manifest fits the chunks, the trail is the chain's own, and one thing in them is not so. RELIABILITY.md T5. */
class SnapshotLiesTest {
    private static final HashFunction HASH = TestChain.SUITE.hash();

    private final TestChain chain = new TestChain(MemoryKeyValueStore.empty());

    private SnapshotManifest sound;
    private SnapshotTrail trail;
    private List<BlockId> ids;
    private List<RecentBlock> blocks;
    private List<StateEntry> values;

    @BeforeEach
    void make() {
        for (int i = 0; i < 150; i++) {
            chain.submit(chain.sign(chain.transfer(ALICE, BOB, i + 1), ALICE));
            chain.certify(chain.extendHead());
        }
        KeptSnapshot kept = KeptSnapshot.of(chain);
        sound = kept.manifest();
        trail = kept.trail();
        List<SnapshotChunk> chunks =
                kept.chunks().stream().map(SnapshotChunk.CODEC::decode).toList();
        ids = new ArrayList<>(
                chunks.stream().flatMap(chunk -> chunk.ids().stream()).toList());
        blocks = new ArrayList<>(
                chunks.stream().flatMap(chunk -> chunk.blocks().stream()).toList());
        values = new ArrayList<>(
                chunks.stream().flatMap(chunk -> chunk.values().stream()).toList());
    }

    private String restored() {
        return restored(sound.before(), sound.first(), sound.blocksFrom(), values.size());
    }

    private String restored(HistoryAccumulator before, Optional<Header> first, Height blocksFrom, long count) {
        List<Bytes> chunks = new ArrayList<>();
        chunks.add(SnapshotChunk.CODEC.encode(SnapshotChunk.ofIds(ids)));
        chunks.add(SnapshotChunk.CODEC.encode(SnapshotChunk.ofBlocks(blocks)));
        chunks.add(SnapshotChunk.CODEC.encode(SnapshotChunk.ofValues(values)));
        SnapshotManifest manifest = new SnapshotManifest(
                sound.chainId(),
                sound.height(),
                sound.block(),
                before,
                first,
                blocksFrom,
                count,
                chunks.stream()
                        .map(chunk -> new ChunkReference(SnapshotManifest.chunkHash(chunk, HASH), chunk.size()))
                        .toList());
        Verdict verdict = new KeptSnapshot(manifest, trail, chunks).restore(chain, MemoryKeyValueStore.empty());
        return verdict.toString();
    }

    private void change(int block, UnaryOperator<RecentBlock> how) {
        blocks.set(block, how.apply(blocks.get(block)));
    }

    @Test
    void what_is_put_together_anew_without_a_lie_is_taken() {
        assertThat(restored()).isEqualTo(Verdict.ACCEPTED.toString());
    }

    @Test
    void another_value_leads_to_another_state_root() {
        StateEntry last = values.removeLast();
        values.add(new StateEntry(last.key(), Bytes.utf8("rich")));

        assertThat(restored()).contains("SNAP-8");
    }

    @Test
    void a_value_that_is_left_out_leads_to_another_state_root() {
        values.removeFirst();

        assertThat(restored()).contains("SNAP-8");
    }

    @Test
    void values_in_another_order_are_refused() {
        values.addFirst(values.removeLast());

        assertThat(restored()).contains("SNAP-4");
    }

    @Test
    void fewer_values_than_the_manifest_counts_are_refused() {
        assertThat(restored(sound.before(), sound.first(), sound.blocksFrom(), values.size() + 1L))
                .contains("SNAP-4");
    }

    @Test
    void another_block_id_leads_to_another_history() {
        ids.set(3, new BlockId(new Hash(1, 2, 3, 4)));

        assertThat(restored()).contains("SNAP-5");
    }

    @Test
    void block_ids_that_end_too_early_are_refused() {
        ids.removeLast();

        assertThat(restored()).contains("SNAP-4");
    }

    @Test
    void block_ids_that_begin_where_evidence_still_counts_are_refused() {
        HistoryAccumulator before = HistoryAccumulator.EMPTY;
        for (int i = 0; i < 10; i++) {
            before = before.append(HASH, ids.removeFirst());
        }
        Header first = chain.engine().store().header(ids.getFirst()).orElseThrow();

        assertThat(restored(before, Optional.of(first), sound.blocksFrom(), values.size()))
                .contains("SNAP-5", "evidence");
    }

    @Test
    void a_spent_transaction_that_is_kept_back_is_missed() {
        change(
                blocks.size() - 5,
                block -> new RecentBlock(
                        block.header(), new BodySummary(block.body().inherents(), List.of()), block.consensus()));

        assertThat(restored()).contains("SNAP-6");
    }

    @Test
    void a_certificate_that_is_kept_back_is_missed() {
        change(
                blocks.size() - 5,
                block -> new RecentBlock(
                        block.header(), new BodySummary(List.of(), block.body().transactions()), block.consensus()));

        assertThat(restored()).contains("SNAP-6");
    }

    @Test
    void recent_blocks_that_begin_too_late_are_refused() {
        RecentBlock removed = blocks.removeFirst();
        change(
                0,
                block -> block.consensus().isEmpty()
                        ? new RecentBlock(block.header(), block.body(), removed.consensus())
                        : block);
        for (int i = 0; i < 20; i++) {
            RecentBlock next = blocks.removeFirst();
            change(
                    0,
                    block -> block.consensus().isEmpty()
                            ? new RecentBlock(block.header(), block.body(), next.consensus())
                            : block);
        }

        assertThat(restored(
                        sound.before(),
                        sound.first(),
                        blocks.getFirst().header().height(),
                        values.size()))
                .contains("SNAP-6", "may refer to");
    }

    @Test
    void recent_blocks_with_a_gap_are_refused() {
        blocks.remove(blocks.size() - 5);

        assertThat(restored()).contains("SNAP-6");
    }

    @Test
    void another_consensus_state_is_not_the_one_that_the_header_commits_to() {
        change(blocks.size() - 1, block -> new RecentBlock(block.header(), block.body(), Bytes.utf8("mine")));

        assertThat(restored()).contains("SNAP-7");
    }
}
