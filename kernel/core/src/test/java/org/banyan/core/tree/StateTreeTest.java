package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.banyan.core.tree.TreeModel.HASHER;
import static org.banyan.core.tree.TreeModel.height;

import java.util.List;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class StateTreeTest {
    private static final Hash VALUE = HASHER.valueHash(Bytes.utf8("value"));
    private static final Hash OTHER_VALUE = HASHER.valueHash(Bytes.utf8("other"));
    private static final Hash LOW = new Hash(1, 0, 0, 0);
    private static final Hash HIGH = new Hash(-1, 0, 0, 0);

    private final StateTrees trees =
            StateTrees.open(MemoryKeyValueStore.empty(), TreeModel.PREFIX, HASHER, TreeMemory.DEFAULT);

    @Test
    void state_1_a_tree_without_keys_has_the_empty_root() {
        var tree = first();

        assertThat(tree.root()).isEqualTo(HASHER.empty());
        assertThat(tree.prove(LOW).provesAbsent(HASHER, tree.root(), LOW)).isTrue();
        assertThat(tree.valueHash(LOW)).isEmpty();
    }

    @Test
    void state_1_a_single_leaf_is_the_root() {
        var tree = first(TreeChange.put(LOW, VALUE));

        assertThat(tree.root()).isEqualTo(HASHER.leaf(LOW, VALUE));
        assertThat(tree.valueHash(LOW)).contains(VALUE);
    }

    @Test
    void state_1_two_leaves_meet_where_their_keys_part() {
        var apart = first(TreeChange.put(LOW, VALUE), TreeChange.put(HIGH, OTHER_VALUE));
        assertThat(apart.root()).isEqualTo(HASHER.inner(HASHER.leaf(LOW, VALUE), HASHER.leaf(HIGH, OTHER_VALUE)));

        Hash near = TreeModel.nextTo(LOW, 1);
        var close = first(TreeChange.put(LOW, VALUE), TreeChange.put(near, OTHER_VALUE));
        assertThat(close.root())
                .as("keys that part at their second bit")
                .isEqualTo(HASHER.inner(
                        HASHER.inner(HASHER.leaf(LOW, VALUE), HASHER.leaf(near, OTHER_VALUE)), HASHER.empty()));
    }

    @Test
    void state_2_deleting_all_keys_gives_the_empty_root_and_deleting_all_but_one_its_leaf() {
        Hash twin = TreeModel.nextTo(LOW, 255);
        var both = first(TreeChange.put(LOW, VALUE), TreeChange.put(twin, OTHER_VALUE));

        var one = both.update(height(1), List.of(TreeChange.delete(twin)));
        var none = both.update(height(1), List.of(TreeChange.delete(LOW), TreeChange.delete(twin)));

        assertThat(both.prove(LOW).siblings()).hasSize(256);
        assertThat(one.root()).isEqualTo(HASHER.leaf(LOW, VALUE));
        assertThat(none.root()).isEqualTo(HASHER.empty());
    }

    @Test
    void state_2_changes_that_change_nothing_keep_the_root() {
        var tree = first(TreeChange.put(LOW, VALUE), TreeChange.put(HIGH, OTHER_VALUE));

        var same = tree.update(
                height(1),
                List.of(
                        TreeChange.put(LOW, VALUE),
                        TreeChange.delete(new Hash(2, 0, 0, 0)),
                        TreeChange.put(HIGH, OTHER_VALUE)));

        assertThat(same.root()).isEqualTo(tree.root());
        assertThat(same.version()).isEqualTo(height(1));
        assertThat(tree.update(height(9), List.of()).root()).isEqualTo(tree.root());
    }

    @Test
    void state_3_an_update_leaves_the_version_it_starts_from_as_it_was() {
        var tree = first(TreeChange.put(LOW, VALUE));

        var next = tree.update(height(1), List.of(TreeChange.put(LOW, OTHER_VALUE), TreeChange.put(HIGH, VALUE)));

        assertThat(tree.root()).isEqualTo(HASHER.leaf(LOW, VALUE));
        assertThat(tree.valueHash(LOW)).contains(VALUE);
        assertThat(tree.valueHash(HIGH)).isEmpty();
        assertThat(next.valueHash(LOW)).contains(OTHER_VALUE);
    }

    @Test
    void state_3_versions_do_not_descend() {
        var tree = first().update(height(5), List.of());

        assertThatThrownBy(() -> tree.update(height(4), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5")
                .hasMessageContaining("4");
    }

    @Test
    void state_4_a_batch_out_of_order_or_with_a_key_twice_is_refused() {
        var tree = first();

        assertThatThrownBy(
                        () -> tree.update(height(1), List.of(TreeChange.put(HIGH, VALUE), TreeChange.put(LOW, VALUE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(LOW.toHex());
        assertThatThrownBy(() -> tree.update(height(1), List.of(TreeChange.put(LOW, VALUE), TreeChange.delete(LOW))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private StateTree first(TreeChange... changes) {
        return trees.first(height(0), List.of(changes));
    }
}
