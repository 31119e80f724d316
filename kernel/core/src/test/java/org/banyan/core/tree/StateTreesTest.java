package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.core.tree.TreeModel.height;

import java.util.List;
import org.banyan.spi.store.StoreCorruptException;
import org.banyan.spi.store.StoreException;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.MemoryDisk;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTreesTest {
    private static final TreeMemory NOTHING_STAYS = new TreeMemory(0, 0);
    private static final TreeKeys KEYS = new TreeKeys(TreeModel.PREFIX);

    private final TreeModel model = new TreeModel(1);
    private final TreeStore store = TreeStore.empty(NOTHING_STAYS);

    @Test
    void state_6_an_empty_store_has_no_versions() {
        assertThat(store.trees().latest()).isEmpty();
        assertThat(store.trees().at(height(0))).isEmpty();
    }

    @Test
    void state_6_a_version_is_there_when_its_batch_was_written_and_not_before() {
        var tree = store.next(0, model.batch(50));
        var batch = new WriteBatch();

        store.trees().flush(tree, batch);

        assertThat(store.trees().latest()).isEmpty();
        assertThat(TreeStore.open(store.disk().copy(), NOTHING_STAYS).trees().latest())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(MemoryDisk.Failure.class)
    void state_6_after_a_failed_write_the_next_process_finds_the_version_or_the_one_before(MemoryDisk.Failure failure) {
        store.flush(store.next(0, model.batch(50)));
        var before = model.entries();
        var tree = store.next(1, model.batch(50));
        store.disk().failAfter(0, failure);

        assertThatThrownBy(() -> store.flush(tree)).isInstanceOf(StoreException.class);

        assertThat(store.latest().version()).isEqualTo(height(0));
        var reopened = reopened();
        boolean kept = failure == MemoryDisk.Failure.BATCH_KEPT;
        assertThat(reopened.latest().version()).isEqualTo(height(kept ? 1 : 0));
        reopened.assertHolds(reopened.latest(), kept ? model.entries() : before, model);
    }

    @Test
    void state_6_one_flush_is_finished_before_the_next() {
        var tree = store.next(0, model.batch(50));
        store.trees().flush(tree, new WriteBatch());

        assertThatThrownBy(() -> store.trees().flush(tree, new WriteBatch()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("flushed()");
        store.trees().flushed();
        assertThatThrownBy(() -> store.trees().flushed()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void state_6_a_version_that_does_not_come_from_the_last_flushed_one_is_refused() {
        var genesis = store.flush(store.next(0, model.batch(50)));
        var fork = genesis.update(height(1), model.fork().batch(10));
        var chain = store.flush(genesis.update(height(1), model.batch(10)));

        assertThatThrownBy(() -> store.trees().flush(fork, new WriteBatch()))
                .as("a version of the same height")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1");
        assertThatThrownBy(() -> store.trees().flush(fork.update(height(2), List.of()), new WriteBatch()))
                .as("a later version of another branch")
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was not made from version 1");
        assertThatThrownBy(() -> store.trees().flush(chain, new WriteBatch()))
                .as("the same version again")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.trees()
                        .flush(store.trees().first(height(5), model.fork().batch(3)), new WriteBatch()))
                .as("a second beginning")
                .isInstanceOf(IllegalArgumentException.class);
        store.flush(chain.update(height(2), model.batch(10)));
        assertThat(store.latest().root()).isEqualTo(model.root());
    }

    @Test
    void state_6_versions_that_were_left_out_are_not_in_the_store() {
        store.flush(store.next(3, model.batch(50)));
        var skipped = store.latest().update(height(4), model.batch(50));
        store.flush(skipped.update(height(7), model.batch(50)));

        assertThat(store.trees().at(height(3))).isPresent();
        assertThat(store.trees().at(height(7))).isPresent();
        assertThat(List.of(height(0), height(4), height(6), height(8)))
                .allSatisfy(left -> assertThat(store.trees().at(left)).isEmpty());
    }

    @Test
    void state_6_a_version_without_changes_costs_one_root_and_no_page() {
        store.flush(store.next(0, model.batch(200)));
        var batch = new WriteBatch();

        store.trees().flush(store.next(1, List.of()), batch);

        assertThat(batch.operations())
                .extracting(WriteBatch.Operation::key)
                .containsExactly(KEYS.root(1), KEYS.latest());
    }

    @Test
    void state_6_pages_are_put_in_the_order_of_their_keys() {
        store.flush(store.next(0, model.batch(300)));
        var batch = new WriteBatch();
        var first = store.next(1, model.batch(200));

        store.trees().flush(first.update(height(2), model.batch(200)), batch);

        assertThat(batch.operations()).extracting(WriteBatch.Operation::key).isSorted();
        assertThat(batch.operations()).hasSizeGreaterThan(20);
    }

    @Test
    void state_7_a_missing_page_is_told_by_name() {
        var tree = store.flush(store.next(7, model.batch(200)));
        PageId root = PageId.ofRoot(7);
        store.write(new WriteBatch().delete(KEYS.page(root)));

        assertThatThrownBy(() -> reopened().latest().prove(model.anyHash()))
                .isInstanceOf(StoreCorruptException.class)
                .hasMessageContaining("version=7 path=root")
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> reopened().latest().update(height(8), model.batch(5)))
                .isInstanceOf(StoreCorruptException.class);
        assertThat(reopened().latest().root()).isEqualTo(tree.root());
    }

    @Test
    void state_7_a_page_that_does_not_hash_to_what_its_parent_says_is_refused() {
        store.flush(store.next(7, model.batch(400)));
        for (PageId id : store.pages(store.latest())) {
            Bytes key = KEYS.page(id);
            byte[] stored = store.disk().copy().open().get(key).orElseThrow().toArray();
            // The last bytes are a value hash or the version of a child.
            int changed = stored.length - 8 - model.upTo(20);
            stored[changed] ^= 1;
            var damaged = TreeStore.open(store.disk().copy(), NOTHING_STAYS);
            damaged.write(new WriteBatch().put(key, Bytes.wrap(stored)));

            assertThatThrownBy(() -> damaged.latest().prove(id.path()))
                    .isInstanceOf(StoreCorruptException.class)
                    .hasMessageContaining(id.toString())
                    .hasMessageContaining("hashes to");
        }
    }

    @Test
    void state_7_a_page_without_the_form_of_one_is_refused() {
        store.flush(store.next(0, model.batch(100)));
        Bytes key = KEYS.page(PageId.ofRoot(0));
        Bytes good = store.disk().copy().open().get(key).orElseThrow();
        List<Bytes> malformed = List.of(
                Bytes.EMPTY,
                Bytes.fromHex("0001"),
                Bytes.fromHex("00000000"),
                good.slice(0, good.size() - 1),
                Bytes.concat(good, Bytes.fromHex("00")),
                Bytes.concat(Bytes.fromHex("0001ffff"), good.slice(4, good.size())));

        for (Bytes bytes : malformed) {
            store.write(new WriteBatch().put(key, bytes));
            assertThatThrownBy(() -> reopened().latest().prove(model.anyHash()))
                    .as("%s", bytes)
                    .isInstanceOf(StoreCorruptException.class)
                    .hasMessageContaining("version=0 path=root");
        }
    }

    @Test
    void state_7_malformed_roots_are_refused_when_the_tree_is_opened() {
        store.flush(store.next(0, model.batch(100)));
        for (Bytes bytes : List.of(Bytes.EMPTY, Bytes.fromHex("03"), Bytes.fromHex("0000"), Bytes.fromHex("0102"))) {
            store.write(new WriteBatch().put(KEYS.root(0), bytes));
            assertThatThrownBy(this::reopened)
                    .isInstanceOf(StoreCorruptException.class)
                    .hasMessageContaining("root of state version 0");
        }
        store.write(new WriteBatch().delete(KEYS.root(0)));
        assertThatThrownBy(this::reopened)
                .isInstanceOf(StoreCorruptException.class)
                .hasMessageContaining("missing");
        store.write(new WriteBatch().put(KEYS.latest(), Bytes.fromHex("00")));
        assertThatThrownBy(this::reopened)
                .isInstanceOf(StoreCorruptException.class)
                .hasMessageContaining("latest");
    }

    @Test
    void state_8_the_newest_version_cannot_be_pruned() {
        assertThatThrownBy(() -> store.trees().prune(height(0), new WriteBatch(), 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
        store.flush(store.next(3, model.batch(10)));
        assertThatThrownBy(() -> store.trees().prune(height(4), new WriteBatch(), 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("latest is 3");
        assertThatThrownBy(() -> store.trees().prune(height(3), new WriteBatch(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256");
    }

    @Test
    void state_8_a_handle_of_a_pruned_version_says_so() {
        var genesis = store.flush(store.next(0, model.batch(200)));
        store.flush(store.next(1, model.batch(200)));
        var key = model.entries().firstKey();

        store.prune(1);

        assertThat(store.trees().at(height(0))).isEmpty();
        assertThatThrownBy(() -> genesis.prove(key))
                .isInstanceOf(VersionPrunedException.class)
                .hasMessageContaining("version 0")
                .hasMessageContaining("1");
    }

    @Test
    void state_8_a_version_in_memory_between_flushed_ones_can_be_read_until_it_is_pruned_itself() {
        var genesis = store.flush(store.next(0, model.batch(200)));
        var between = genesis.update(height(5), model.batch(20));
        var entries = model.entries();
        store.flush(between.update(height(9), model.batch(200)));

        store.prune(5);

        assertThat(store.trees().at(height(0))).isEmpty();
        store.assertHolds(between, entries, model);
        store.prune(9);
        assertThatThrownBy(() -> entries.keySet().forEach(between::prove)).isInstanceOf(VersionPrunedException.class);
    }

    @Test
    void state_8_a_malformed_list_of_stale_pages_is_refused() {
        store.flush(store.next(0, model.batch(100)));
        store.flush(store.next(1, model.batch(100)));
        for (Bytes bytes : List.of(Bytes.fromHex("00"), Bytes.fromHex("0000000000000000ff"))) {
            store.write(new WriteBatch().put(KEYS.stale(1, 0), bytes));
            assertThatThrownBy(() -> reopened().prune(1))
                    .isInstanceOf(StoreCorruptException.class)
                    .hasMessageContaining("stale since version 1");
        }
    }

    @Test
    void state_9_what_was_flushed_leaves_memory_and_what_was_not_stays() {
        var genesis = store.next(0, model.batch(400));
        assertThat(TreeStore.pagesInMemory(genesis)).isGreaterThan(20);

        store.flush(genesis);
        var unflushed = genesis.update(height(1), model.batch(50));

        assertThat(TreeStore.pagesInMemory(genesis)).isZero();
        assertThat(TreeStore.pagesInMemory(unflushed)).isGreaterThan(5);
        assertThat(unflushed.root()).isEqualTo(model.root());
    }

    @Test
    void state_9_memory_is_bounded_by_levels_and_by_pages_written_last() {
        var bounded = TreeStore.empty(new TreeMemory(1, 10));
        for (int version = 0; version < 10; version++) {
            bounded.flush(bounded.next(version, model.batch(200)));
            assertThat(TreeStore.pagesInMemory(bounded.latest())).isBetween(2, 11);
        }
        var reopened = bounded.reopened(new TreeMemory(2, 10));
        model.entries().keySet().forEach(key -> reopened.latest().prove(key));
        assertThat(TreeStore.pagesInMemory(reopened.latest()))
                .as("reading keeps the root and the level below")
                .isBetween(2, 17);
    }

    @Test
    void state_9_negative_amounts_of_memory_are_refused() {
        assertThatThrownBy(() -> new TreeMemory(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TreeMemory(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private TreeStore reopened() {
        return store.reopened(NOTHING_STAYS);
    }
}
