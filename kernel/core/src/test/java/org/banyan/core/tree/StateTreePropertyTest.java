package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.tree.TreeModel.HASHER;
import static org.banyan.core.tree.TreeModel.height;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.execution.ShuffledRunner;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Hash;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of the tree, each for many seeds; the seed in a test's name reproduces it. */
class StateTreePropertyTest {
    private static final String SEEDS = "org.banyan.core.tree.TreeModel#seeds";

    private final StateTrees trees =
            StateTrees.open(MemoryKeyValueStore.empty(), TreeModel.PREFIX, HASHER, TreeMemory.DEFAULT);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_1_the_root_of_every_version_is_that_of_the_naive_commitment(long seed) {
        var model = new TreeModel(seed);
        var tree = trees.first(height(0), List.of());
        for (int version = 1; version <= 30; version++) {
            tree = tree.update(height(version), model.batch(40));

            assertThat(tree.root()).as("version %d", version).isEqualTo(model.root());
        }
        StateTree last = tree;
        model.entries().forEach((key, value) -> assertThat(last.valueHash(key)).contains(value));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_2_neither_order_nor_batching_changes_the_root(long seed) {
        var model = new TreeModel(seed);
        List<TreeChange> changes = model.batch(200);
        var atOnce = trees.first(height(0), changes);

        List<TreeChange> shuffled = new ArrayList<>(changes);
        Collections.shuffle(shuffled, new Random(seed));
        var oneByOne = trees.first(height(0), List.of());
        for (TreeChange change : shuffled) {
            oneByOne = oneByOne.update(height(0), List.of(change));
        }

        assertThat(oneByOne.root()).isEqualTo(atOnce.root()).isEqualTo(model.root());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_2_deleting_what_was_added_gives_the_old_root_back(long seed) {
        var model = new TreeModel(seed);
        var before = trees.first(height(0), model.batch(60));
        var entries = model.entries();
        List<TreeChange> added = new ArrayList<>();
        for (TreeChange change : model.batch(60)) {
            if (!entries.containsKey(change.keyHash())) {
                added.add(TreeChange.put(change.keyHash(), change.valueHash().orElse(change.keyHash())));
            }
        }

        var with = before.update(height(1), added);
        var without = with.update(
                height(2),
                added.stream()
                        .map(change -> TreeChange.delete(change.keyHash()))
                        .toList());

        assertThat(without.root()).isEqualTo(before.root());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_3_versions_made_from_one_parent_do_not_see_each_other(long seed) {
        var model = new TreeModel(seed);
        var parent = trees.first(height(0), model.batch(100));
        var left = model.fork();
        var right = model.fork();

        StateTree leftTree = parent;
        StateTree rightTree = parent;
        for (int version = 1; version <= 10; version++) {
            leftTree = leftTree.update(height(version), left.batch(20));
            rightTree = rightTree.update(height(version), right.batch(20));
        }

        assertThat(leftTree.root()).isEqualTo(left.root());
        assertThat(rightTree.root()).isEqualTo(right.root());
        assertThat(parent.root()).isEqualTo(model.root());
        for (Hash key : left.entries().keySet()) {
            assertThat(rightTree.valueHash(key))
                    .isEqualTo(Optional.ofNullable(right.entries().get(key)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_2_neither_workers_nor_their_order_change_root_or_records(long seed) {
        var random = new SplittableRandom(seed);
        var model = new TreeModel(seed);
        var store = MemoryKeyValueStore.empty();
        var shared = StateTrees.open(store, TreeModel.PREFIX, HASHER, TreeMemory.DEFAULT);
        var runner = new ShuffledRunner(4, random);
        StateTree alone = trees.first(height(0), List.of());
        StateTree together = shared.first(height(0), List.of());
        for (int version = 1; version <= 4; version++) {
            List<TreeChange> batch = model.batch(2 * TreeUpdate.SHARED_MIN);
            alone = alone.update(height(version), batch);
            together = together.update(height(version), batch, runner);

            assertThat(together.root()).as("version %d", version).isEqualTo(model.root());
            assertThat(together.replaced()).isEqualTo(alone.replaced());
            assertThat(batch(shared, together))
                    .as("records of version %d", version)
                    .isEqualTo(batch(trees, alone));
        }
    }

    private static List<WriteBatch.Operation> batch(StateTrees of, StateTree tree) {
        WriteBatch batch = new WriteBatch();
        of.flush(tree, batch);
        of.flushed();
        return batch.operations();
    }
}
