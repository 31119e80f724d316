package org.banyan.core.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.banyan.core.state.ChangeSet;
import org.banyan.core.state.StateKey;
import org.banyan.core.task.Tasks;
import org.banyan.core.tree.StateTree;
import org.banyan.core.tree.TreeChange;
import org.banyan.spi.execution.TaskRunner;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.state.StateHasher;

/** Hashes what a block changed into the state tree after it, on all workers. Any thread may ask, while the parent's tree stands. */
final class TreeHashing {
    /** Changed keys that one task hashes. */
    private static final int CHUNK = 1_024;

    private final StateHasher hasher;
    private final TaskRunner runner;

    TreeHashing(HashFunction hash, TaskRunner runner) {
        this.hasher = new StateHasher(hash);
        this.runner = runner;
    }

    StateTree tree(BlockNode node) {
        return tree(node.parent().orElseThrow(), node.height(), node.changes());
    }

    StateTree tree(BlockNode parent, Height height, ChangeSet changes) {
        return parent.tree().update(height, hashed(changes), runner);
    }

    /** The changes by the hashes of their keys, ascending. */
    List<TreeChange> hashed(ChangeSet changes) {
        List<Map.Entry<StateKey, Optional<Bytes>>> entries =
                new ArrayList<>(changes.changes().entrySet());
        TreeChange[] hashed = new TreeChange[entries.size()];
        List<Runnable> chunks = new ArrayList<>();
        for (int from = 0; from < hashed.length; from += CHUNK) {
            int start = from;
            int end = Math.min(from + CHUNK, hashed.length);
            chunks.add(() -> {
                for (int i = start; i < end; i++) {
                    StateKey key = entries.get(i).getKey();
                    hashed[i] = new TreeChange(
                            hasher.keyHash(key.contract(), key.key()),
                            entries.get(i).getValue().map(hasher::valueHash));
                }
            });
        }
        if (chunks.size() > 1) {
            runner.run(new Tasks(chunks));
        } else {
            chunks.forEach(Runnable::run);
        }
        Arrays.sort(hashed, (one, other) -> one.keyHash().compareTo(other.keyHash()));
        return Arrays.asList(hashed);
    }
}
