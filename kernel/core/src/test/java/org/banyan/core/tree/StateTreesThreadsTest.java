package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.tree.TreeModel.HASHER;
import static org.banyan.core.tree.TreeModel.height;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.banyan.types.Hash;
import org.junit.jupiter.api.Test;

class StateTreesThreadsTest {
    private static final int VERSIONS = 60;
    private static final int KEPT = 5;
    private static final int READERS = 3;

    private final TreeModel model = new TreeModel(10);
    private final TreeStore store = TreeStore.empty(new TreeMemory(1, 20));
    private final AtomicLong newest = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();

    @Test
    void state_10_versions_are_read_while_their_owner_flushes_and_prunes() throws Exception {
        var first = model.batch(300);
        store.flush(store.next(0, first));
        List<Hash> keys = first.stream().map(TreeChange::keyHash).toList();

        List<Future<Long>> readers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            for (int i = 0; i < READERS; i++) {
                int offset = i;
                readers.add(threads.submit(() -> readUntilDone(keys, offset)));
            }
            try {
                for (int version = 1; version <= VERSIONS; version++) {
                    store.flush(store.next(version, model.batch(40)));
                    newest.set(version);
                    store.prune(Math.max(0, version - KEPT));
                }
            } finally {
                done.set(true);
            }
            for (Future<Long> reader : readers) {
                assertThat(proofsOf(reader)).isPositive();
            }
        }
        assertThat(store.latest().root()).isEqualTo(model.root());
    }

    /** Proves keys in the newest version and in one that is being pruned; returns how many proofs checked. */
    private long readUntilDone(List<Hash> keys, int offset) {
        long proofs = 0;
        for (int i = offset; !done.get() || proofs == 0; i++) {
            Hash key = keys.get(i % keys.size());
            long version = Math.max(0, newest.get() - i % 2 * KEPT);
            var tree = store.trees().at(height(version));
            if (tree.isPresent()) {
                proofs += proves(tree.get(), key) ? 1 : 0;
            }
        }
        return proofs;
    }

    private static boolean proves(StateTree tree, Hash key) {
        try {
            var value = tree.valueHash(key);
            var proof = tree.prove(key);
            boolean valid = value.isPresent()
                    ? proof.provesPresent(HASHER, tree.root(), key, value.get())
                    : proof.provesAbsent(HASHER, tree.root(), key);
            assertThat(valid).as("version %s key %s", tree.version(), key).isTrue();
            return true;
        } catch (VersionPrunedException pruned) {
            return false;
        }
    }

    private static long proofsOf(Future<Long> reader) throws InterruptedException {
        try {
            return reader.get();
        } catch (ExecutionException failed) {
            throw new AssertionError("a reader failed", failed.getCause());
        }
    }
}
