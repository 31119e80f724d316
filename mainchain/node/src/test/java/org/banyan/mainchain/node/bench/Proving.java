package org.banyan.mainchain.node.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.core.tree.StateTree;
import org.banyan.core.tree.StateTrees;
import org.banyan.core.tree.TreeChange;
import org.banyan.core.tree.TreeMemory;
import org.banyan.node.host.Plugins;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.state.StateHasher;
import org.banyan.types.state.StateProof;

/**
 * W16: proofs of keys of a large state, made from memory, made from LevelDB with the node's own share of the tree in memory, and checked; and the update of the tree
 * by a block, for which section 3g gives a bound.
 */
final class Proving {
    private static final int BATCH = 10_000;
    private static final StateHasher HASHER = new StateHasher(Sha256.INSTANCE);

    private final Lab lab;
    private final SplittableRandom random = new SplittableRandom(16);

    Proving(Lab lab) {
        this.lab = lab;
    }

    List<Row> run() {
        lab.say("growing a state of " + lab.options().keys() + " keys");
        Hash[] keys = new Hash[lab.options().keys()];
        Arrays.setAll(keys, unused -> anyHash());
        Arrays.sort(keys);
        List<TreeChange> all = new ArrayList<>();
        for (Hash key : keys) {
            all.add(TreeChange.put(key, anyHash()));
        }
        try (KeyValueStore store = Plugins.found().store("leveldb").open(lab.folder("tree"))) {
            StateTrees trees = StateTrees.open(store, Bytes.utf8("t"), HASHER, TreeMemory.DEFAULT);
            StateTree inMemory = trees.first(Height.GENESIS, all);
            StateTree inStore = flushed(store, all);
            return measure(keys, inMemory, inStore);
        }
    }

    /** The same tree once more, on disk as after a restart: under its own prefix, so that the first stays in memory. */
    private static StateTree flushed(KeyValueStore store, List<TreeChange> all) {
        Bytes prefix = Bytes.utf8("s");
        StateTrees trees = StateTrees.open(store, prefix, HASHER, TreeMemory.DEFAULT);
        WriteBatch batch = new WriteBatch();
        trees.flush(trees.first(Height.GENESIS, all), batch);
        store.write(batch, Durability.SYNCED);
        trees.flushed();
        return StateTrees.open(store, prefix, HASHER, TreeMemory.DEFAULT)
                .latest()
                .orElseThrow();
    }

    private List<Row> measure(Hash[] keys, StateTree inMemory, StateTree inStore) {
        int batch = Math.min(BATCH, keys.length / 4);
        Series updates = new Series(batch);
        Series fromMemory = new Series(batch);
        Series fromStore = new Series(batch);
        Series checks = new Series(batch);
        for (int pair = -2; pair < lab.options().pairs(); pair++) {
            List<TreeChange> changes = draw(keys, batch);
            List<StateProof> proofs = new ArrayList<>(batch);
            Meter update = Meter.of(() -> inMemory.update(new Height(1), changes));
            Meter memory = Meter.of(() -> changes.forEach(change -> proofs.add(inMemory.prove(change.keyHash()))));
            Meter stored = Meter.of(() -> changes.forEach(change -> inStore.prove(change.keyHash())));
            List<Hash> values = changes.stream()
                    .map(change -> inMemory.valueHash(change.keyHash()).orElseThrow())
                    .toList();
            Meter check = Meter.of(() -> check(inMemory.root(), changes, values, proofs));
            if (pair >= 0) {
                updates.add(update);
                fromMemory.add(memory);
                fromStore.add(stored);
                checks.add(check);
            }
        }
        return List.of(
                Row.of(Goals.W16_MEMORY, perCoreSecond(fromMemory)),
                Row.of(Goals.W16_STORE, perCoreSecond(fromStore)),
                Row.of(Goals.W16_CHECK, perCoreSecond(checks)),
                Row.of(Goals.TREE_UPDATE, updates.cpuMicros())
                        .withMedian("bytes allocated per key", updates.allocated(), 0));
    }

    private static List<Double> perCoreSecond(Series series) {
        return series.cpuMicros().stream().map(micros -> 1e3 / micros).toList();
    }

    private static void check(Hash root, List<TreeChange> changes, List<Hash> values, List<StateProof> proofs) {
        for (int i = 0; i < changes.size(); i++) {
            if (!proofs.get(i).provesPresent(HASHER, root, changes.get(i).keyHash(), values.get(i))) {
                throw new IllegalStateException("a proof of the tree's own does not hold");
            }
        }
    }

    private List<TreeChange> draw(Hash[] keys, int count) {
        boolean[] chosen = new boolean[keys.length];
        List<TreeChange> changes = new ArrayList<>();
        while (changes.size() < count) {
            int index = random.nextInt(keys.length);
            if (!chosen[index]) {
                chosen[index] = true;
                changes.add(TreeChange.put(keys[index], anyHash()));
            }
        }
        changes.sort((one, other) -> one.keyHash().compareTo(other.keyHash()));
        return changes;
    }

    private Hash anyHash() {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
