package org.banyan.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.banyan.core.execution.SequentialRunner;
import org.banyan.core.state.StateKey;
import org.banyan.core.tree.StateTrees;
import org.banyan.core.tree.TreeMemory;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.state.StateHasher;
import org.junit.jupiter.api.Test;

class StoreRestorationTest {
    private static final StateHasher HASHER = new StateHasher(Sha256.INSTANCE);
    private static final Height HEIGHT = new Height(1_000);

    private final KeyValueStore store = MemoryKeyValueStore.empty();

    private static List<StateEntry> entries(int count) {
        List<StateEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Address contract = new Address(new Hash(0, 0, 0, i / 100));
            entries.add(new StateEntry(new StateKey(contract, Bytes.utf8("key " + i)), Bytes.utf8("value " + i)));
        }
        return entries;
    }

    private Hash tree(int leavesMax, KeyValueStore target, Height height) {
        var restoration = new StoreRestoration(target, HASHER, new SequentialRunner());
        restoration.values(entries(3_000));
        return restoration.makeTree(height, leavesMax);
    }

    @Test
    void a_tree_made_in_slices_is_the_one_made_at_once_and_leaves_one_version() {
        Hash atOnce = tree(1 << 20, MemoryKeyValueStore.empty(), HEIGHT);

        Hash inSlices = tree(100, store, HEIGHT);

        assertThat(inSlices).isEqualTo(atOnce);
        StateTrees trees = StateTrees.open(store, ChainKeys.TREE, HASHER, TreeMemory.DEFAULT);
        assertThat(trees.at(HEIGHT).orElseThrow().root()).isEqualTo(atOnce);
        assertThat(trees.at(HEIGHT.minus(1))).isEmpty();
    }

    @Test
    void a_low_height_has_fewer_slices_and_the_same_tree() {
        assertThat(tree(100, store, new Height(3)))
                .isEqualTo(tree(1 << 20, MemoryKeyValueStore.empty(), new Height(3)));
    }

    @Test
    void a_store_with_records_is_refused() {
        store.write(new WriteBatch().put(Bytes.utf8("S"), Bytes.EMPTY), Durability.BUFFERED);

        assertThatThrownBy(() -> new StoreRestoration(store, HASHER, new SequentialRunner()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("into an empty store only");
    }
}
