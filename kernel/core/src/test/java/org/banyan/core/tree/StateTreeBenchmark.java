package org.banyan.core.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.banyan.spi.store.KeyValueStore;
import org.banyan.spi.store.KeyValueStore.Durability;
import org.banyan.spi.store.WriteBatch;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.state.StateHasher;
import org.banyan.types.state.StateProof;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds per key or proof on one thread, in a tree of 1,000,000 keys. {@code memory}: the whole tree is in memory; {@code store}: its upper levels
 * are, the rest is read from a store in memory and verified. The goals are PERFORMANCE.md 3g and W16. Run: {@code ./build -Pbench verify -pl kernel/core}.
 */
@State(Scope.Thread)
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StateTreeBenchmark {
    private static final int KEYS = 1_000_000;
    private static final int BATCH = 10_000;
    private static final StateHasher HASHER = new StateHasher(Sha256.INSTANCE);

    @Param({"memory", "store"})
    public String tree;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Hash[] keys = new Hash[KEYS];
    private StateTree current;
    private List<TreeChange> batch;
    private Hash key;
    private StateProof proof;

    @Setup
    public void build() {
        List<TreeChange> all = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            keys[i] = anyHash();
        }
        Arrays.sort(keys);
        for (Hash present : keys) {
            all.add(TreeChange.put(present, anyHash()));
        }
        KeyValueStore store = MemoryKeyValueStore.empty();
        StateTrees trees = StateTrees.open(store, Bytes.utf8("t"), HASHER, TreeMemory.DEFAULT);
        current = trees.first(Height.GENESIS, all);
        if (tree.equals("store")) {
            WriteBatch flushed = new WriteBatch();
            trees.flush(current, flushed);
            store.write(flushed, Durability.BUFFERED);
            trees.flushed();
        }
    }

    @Setup(Level.Invocation)
    public void draw() {
        boolean[] chosen = new boolean[KEYS];
        batch = new ArrayList<>();
        while (batch.size() < BATCH) {
            int index = random.nextInt(KEYS);
            if (!chosen[index]) {
                chosen[index] = true;
                batch.add(TreeChange.put(keys[index], anyHash()));
            }
        }
        batch.sort((a, b) -> a.keyHash().compareTo(b.keyHash()));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Hash update() {
        return current.update(new Height(1), batch).root();
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int prove() {
        int siblings = 0;
        for (TreeChange change : batch) {
            siblings += current.prove(change.keyHash()).siblings().size();
        }
        return siblings;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int proveAndCheck() {
        int valid = 0;
        for (TreeChange change : batch) {
            key = change.keyHash();
            proof = current.prove(key);
            valid += proof.provesPresent(HASHER, current.root(), key, key) ? 1 : 0;
        }
        return valid;
    }

    private Hash anyHash() {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
