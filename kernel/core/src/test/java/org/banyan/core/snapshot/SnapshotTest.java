package org.banyan.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.core.fixture.TestChain.ALICE;
import static org.banyan.core.fixture.TestChain.BOB;

import org.banyan.core.chain.GenesisCheckpoint;
import org.banyan.core.chain.ImportOutcome;
import org.banyan.core.fixture.KeptSnapshot;
import org.banyan.core.fixture.TestChain;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.Verdict;
import org.banyan.types.crypto.HashFunction;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final HashFunction HASH = TestChain.SUITE.hash();
    private static final int BLOCKS = 90;

    private final TestChain chain = new TestChain(MemoryKeyValueStore.empty());

    private void grow(int blocks) {
        for (int i = 0; i < blocks; i++) {
            chain.submit(chain.sign(chain.transfer(ALICE, BOB, i + 1), ALICE));
            chain.certify(chain.extendHead());
        }
    }

    @Test
    void genesis_is_known_without_a_store() {
        var checkpoint = GenesisCheckpoint.of(chain.engine().parts().chain());

        assertThat(checkpoint.id(HASH)).isEqualTo(chain.engine().head().id());
    }

    @Test
    void a_restored_chain_goes_on_as_the_one_it_was_taken_from() {
        grow(BLOCKS);
        KeptSnapshot kept = KeptSnapshot.of(chain, chain.height());
        KeyValueStore store = MemoryKeyValueStore.empty();
        assertThat(kept.restore(chain, store)).isEqualTo(Verdict.ACCEPTED);

        TestChain restored = new TestChain(store);
        assertThat(restored.engine().head().id())
                .isEqualTo(chain.engine().head().id());
        assertThat(restored.balance(BOB)).isEqualTo(chain.balance(BOB));
        for (int i = 0; i < BLOCKS; i++) {
            grow(1);
            BlockId id = chain.engine().head().id();
            assertThat(restored.importFrom(chain, id)).isInstanceOf(ImportOutcome.Imported.class);
        }
        assertThat(restored.engine().finalBlock().id())
                .isEqualTo(chain.engine().finalBlock().id());
        assertThat(restored.balance(BOB)).isEqualTo(chain.balance(BOB));
    }

    @Test
    void what_was_spent_before_the_snapshot_stays_spent() {
        grow(BLOCKS);
        Bytes spent = chain.sign(chain.transfer(ALICE, BOB, 7), ALICE);
        chain.submit(spent);
        chain.certify(chain.extendHead());
        KeyValueStore store = MemoryKeyValueStore.empty();
        assertThat(KeptSnapshot.of(chain, chain.height()).restore(chain, store)).isEqualTo(Verdict.ACCEPTED);

        TestChain restored = new TestChain(store);

        assertThat(restored.submit(spent).isAccepted()).isFalse();
        assertThat(restored.submit(spent)).isEqualTo(chain.submit(spent));
        assertThat(restored.submit(chain.sign(chain.transfer(ALICE, BOB, 8), ALICE)))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void a_snapshot_of_an_earlier_height_has_the_state_of_that_height() {
        grow(BLOCKS);
        Height height = chain.height();
        KeptSnapshot then = KeptSnapshot.of(chain, height);
        grow(20);

        KeptSnapshot later = KeptSnapshot.of(chain, height);

        assertThat(later.manifest()).isEqualTo(then.manifest());
        assertThat(later.chunks()).isEqualTo(then.chunks());
        assertThat(later.trail()
                        .check(
                                KeptSnapshot.genesisClient(chain),
                                later.manifest().block(),
                                height,
                                HASH))
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(later.restore(chain, MemoryKeyValueStore.empty())).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void a_restored_node_makes_the_same_snapshots_as_others() {
        grow(BLOCKS);
        KeyValueStore store = MemoryKeyValueStore.empty();
        assertThat(KeptSnapshot.of(chain, chain.height()).restore(chain, store)).isEqualTo(Verdict.ACCEPTED);
        TestChain restored = new TestChain(store);
        for (int i = 0; i < 10; i++) {
            grow(1);
            restored.importFrom(chain, chain.engine().head().id());
        }

        KeptSnapshot own = KeptSnapshot.of(restored, restored.height());

        assertThat(own.manifest())
                .isEqualTo(KeptSnapshot.of(chain, chain.height()).manifest());
        assertThat(own.trail()
                        .check(KeptSnapshot.genesisClient(chain), own.manifest().block(), restored.height(), HASH))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void block_ids_go_back_as_far_as_evidence_counts() {
        grow(20);
        chain.certify(chain.extend(chain.engine().head().id(), 0, 400_000));
        Height afterGap = chain.height();
        grow(BLOCKS);

        KeptSnapshot kept = KeptSnapshot.of(chain, chain.height());

        assertThat(kept.manifest().idsFrom()).isEqualTo(afterGap.minus(1));
        KeyValueStore store = MemoryKeyValueStore.empty();
        assertThat(kept.restore(chain, store)).isEqualTo(Verdict.ACCEPTED);
        TestChain restored = new TestChain(store);
        grow(1);
        assertThat(restored.importFrom(chain, chain.engine().head().id())).isInstanceOf(ImportOutcome.Imported.class);
        assertThat(KeptSnapshot.of(restored, restored.height()).manifest())
                .isEqualTo(KeptSnapshot.of(chain, chain.height()).manifest());
    }

    @Test
    void a_trail_leads_over_every_change_of_the_producers_and_goes_on_from_a_restored_store() {
        grow(10);
        chain.certify(chain.extendHeadWithWeights(5));
        grow(BLOCKS);
        chain.certify(chain.extendHeadWithWeights(7));
        grow(3);
        KeptSnapshot snapshot = KeptSnapshot.of(chain);

        assertThat(snapshot.trail().headers()).hasSize(3);
        assertThat(snapshot.check(chain)).isEqualTo(Verdict.ACCEPTED);
        KeyValueStore store = MemoryKeyValueStore.empty();
        assertThat(snapshot.restore(chain, store)).isEqualTo(Verdict.ACCEPTED);
        TestChain restored = new TestChain(store);
        chain.certify(chain.extendHeadWithWeights(9));
        restored.importFrom(chain, chain.engine().head().id());
        for (int i = 0; i < 3; i++) {
            grow(1);
            restored.importFrom(chain, chain.engine().head().id());
        }
        KeptSnapshot again = KeptSnapshot.of(restored);
        assertThat(again.trail().headers()).hasSize(5);
        assertThat(again.check(chain)).isEqualTo(Verdict.ACCEPTED);
        assertThat(again.manifest()).isEqualTo(KeptSnapshot.of(chain).manifest());
    }

    @Test
    void a_trail_shows_the_newest_certified_block_and_no_other() {
        grow(5);
        SnapshotTrail trail = KeptSnapshot.of(chain, chain.height()).trail();
        BlockId other = chain.engine().store().finalAt(new Height(3)).orElseThrow();

        assertThat(trail.check(KeptSnapshot.genesisClient(chain), other, new Height(3), HASH)
                        .toString())
                .contains("SNAP-2");
    }

    @Test
    void a_store_without_a_certificate_makes_no_snapshot() {
        BlockId block = chain.extendHead();

        assertThatThrownBy(() -> KeptSnapshot.of(chain, chain.height()))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("not final here");
        assertThat(chain.engine().head().id()).isEqualTo(block);
    }
}
