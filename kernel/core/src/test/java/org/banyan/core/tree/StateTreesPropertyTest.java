package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.tree.TreeModel.height;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.banyan.types.Hash;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of versions in a store, each for many seeds; the seed in a test's name reproduces it. */
class StateTreesPropertyTest {
    private static final String SEEDS = "org.banyan.core.tree.TreeModel#fewSeeds";
    private static final TreeMemory NOTHING_STAYS = new TreeMemory(0, 0);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_6_every_flushed_version_is_found_again_whatever_stays_in_memory(long seed) {
        var random = new SplittableRandom(seed);
        var store = TreeStore.empty(new TreeMemory(random.nextInt(4), random.nextInt(50)));
        var model = new TreeModel(seed);
        SortedMap<Long, SortedMap<Hash, Hash>> flushed = grow(store, model, random, 20);

        for (TreeStore found : List.of(store, store.reopened(NOTHING_STAYS), store.reopened(TreeMemory.DEFAULT))) {
            for (long version = 0; version <= 20; version++) {
                var tree = found.trees().at(height(version));
                assertThat(tree.isPresent()).isEqualTo(flushed.containsKey(version));
                if (tree.isPresent()) {
                    found.assertHolds(tree.get(), Objects.requireNonNull(flushed.get(version)), model);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_6_a_reopened_tree_goes_on_as_if_it_had_never_been_closed(long seed) {
        var store = TreeStore.empty(NOTHING_STAYS);
        var model = new TreeModel(seed);
        for (int version = 0; version < 15; version++) {
            store.flush(store.next(version, model.batch(30)));
            assertThat(store.latest().root()).isEqualTo(model.root());
            store = store.reopened(new TreeMemory(version % 3, version));
        }
        assertThat(store.latest().version()).isEqualTo(height(14));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_6_a_crash_at_any_write_leaves_one_whole_version_or_the_one_before(long seed) {
        var store = TreeStore.empty(TreeMemory.DEFAULT);
        var model = new TreeModel(seed);
        List<SortedMap<Hash, Hash>> entriesByBatches = new ArrayList<>(List.of(model.entries()));
        List<Hash> rootByBatches = new ArrayList<>(List.of(model.root()));
        for (int version = 0; version < 12; version++) {
            store.flush(store.next(version, model.batch(40)));
            if (version > 6) {
                store.prune(version - 4);
            }
            while (rootByBatches.size() <= store.disk().batches()) {
                entriesByBatches.add(model.entries());
                rootByBatches.add(model.root());
            }
        }

        for (int batches = 1; batches <= store.disk().batches(); batches++) {
            var crashed = TreeStore.open(store.disk().asOf(batches), NOTHING_STAYS);
            assertThat(crashed.latest().root()).isEqualTo(rootByBatches.get(batches));
            crashed.assertHolds(crashed.latest(), entriesByBatches.get(batches), model);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_8_pruning_keeps_exactly_what_the_kept_versions_need(long seed) {
        var random = new SplittableRandom(seed);
        var store = TreeStore.empty(new TreeMemory(random.nextInt(3), random.nextInt(50)));
        var model = new TreeModel(seed);
        SortedMap<Long, SortedMap<Hash, Hash>> flushed = grow(store, model, random, 16);
        assertThat(store.records()).isEqualTo(store.recordsNeeded(0));

        List<Long> versions = List.copyOf(flushed.keySet());
        for (long keepFrom : List.of(versions.get(0), versions.get(2), versions.get(3), versions.getLast())) {
            long before = store.disk().copy().open().sizeBytes();
            store.prune(keepFrom);

            assertThat(store.records()).isEqualTo(store.recordsNeeded(keepFrom));
            assertThat(store.disk().copy().open().sizeBytes()).isLessThanOrEqualTo(before);
            assertThat(versions)
                    .allSatisfy(version -> assertThat(
                                    store.trees().at(height(version)).isPresent())
                            .isEqualTo(version >= keepFrom));
            var reopened = store.reopened(NOTHING_STAYS);
            for (long version : List.of(keepFrom, versions.getLast())) {
                reopened.assertHolds(
                        reopened.trees().at(height(version)).orElseThrow(),
                        Objects.requireNonNull(flushed.get(version)),
                        model);
            }
        }
        assertThat(store.records())
                .as("only the latest version is left")
                .hasSize(1 + store.pages(store.latest()).size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_8_a_crash_between_batches_of_pruning_breaks_no_version_that_is_still_there(long seed) {
        var random = new SplittableRandom(seed);
        var store = TreeStore.empty(NOTHING_STAYS);
        var model = new TreeModel(seed);
        SortedMap<Long, SortedMap<Hash, Hash>> flushed = grow(store, model, random, 6, 300);
        int grown = store.disk().batches();
        store.prune(store.latest().version().value() - 2);

        assertThat(store.disk().batches()).as("pruning took several batches").isGreaterThan(grown + 1);
        for (int batches = grown; batches <= store.disk().batches(); batches++) {
            var crashed = TreeStore.open(store.disk().asOf(batches), NOTHING_STAYS);
            flushed.forEach((version, entries) ->
                    crashed.trees().at(height(version)).ifPresent(tree -> crashed.assertHolds(tree, entries, model)));
            crashed.prune(crashed.latest().version().value() - 2);
            assertThat(crashed.records()).isEqualTo(store.records());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_3_forks_of_a_flushed_version_live_on_in_memory_while_the_chain_is_flushed(long seed) {
        var store = TreeStore.empty(NOTHING_STAYS);
        var model = new TreeModel(seed);
        var genesis = store.flush(store.next(0, model.batch(100)));
        var forkModel = model.fork();
        var fork = genesis.update(height(1), forkModel.batch(20));

        for (int version = 1; version <= 10; version++) {
            store.flush(store.next(version, model.batch(20)));
            fork = fork.update(height(version), forkModel.batch(20));
        }

        assertThat(fork.root()).isEqualTo(forkModel.root());
        store.assertHolds(fork, forkModel.entries(), forkModel);
        assertThat(store.latest().root()).isEqualTo(model.root());
    }

    private static SortedMap<Long, SortedMap<Hash, Hash>> grow(
            TreeStore store, TreeModel model, SplittableRandom random, int versions) {
        return grow(store, model, random, versions, 40);
    }

    /** Flushes about two versions of three, always the last, and returns what each of them holds. */
    private static SortedMap<Long, SortedMap<Hash, Hash>> grow(
            TreeStore store, TreeModel model, SplittableRandom random, int versions, int batchMax) {
        SortedMap<Long, SortedMap<Hash, Hash>> flushed = new TreeMap<>();
        StateTree tree = store.next(0, model.batch(batchMax));
        for (long version = 0; version <= versions; version++) {
            if (random.nextInt(3) > 0 || version == versions) {
                store.flush(tree);
                flushed.put(version, model.entries());
            }
            if (version < versions) {
                tree = tree.update(height(version + 1), model.batch(batchMax));
            }
        }
        return flushed;
    }
}
