package org.banyan.core.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.banyan.testkit.state.NaiveStateCommitment;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.state.StateHasher;

/**
 * What a tree should hold, as a plain map, and a source of changes to it: keys far apart, keys that share long prefixes with others, and deletes of keys
 * that are there and that are not.
 */
final class TreeModel {
    static final StateHasher HASHER = new StateHasher(Sha256.INSTANCE);
    static final Bytes PREFIX = Bytes.utf8("t");

    private static final NaiveStateCommitment NAIVE = new NaiveStateCommitment(Sha256.INSTANCE);

    private final SplittableRandom random;
    private final SortedMap<Hash, Hash> entries;

    TreeModel(long seed) {
        this(new SplittableRandom(seed), new TreeMap<>());
    }

    private TreeModel(SplittableRandom random, SortedMap<Hash, Hash> entries) {
        this.random = random;
        this.entries = entries;
    }

    /** Seeds of property tests: each is a test of its own, whose name shows the seed. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("banyan.seeds", 20));
    }

    /** Fewer, for tests that read whole trees from a store again and again. */
    static LongStream fewSeeds() {
        return LongStream.rangeClosed(1, Long.getLong("banyan.seeds", 20) / 4);
    }

    /** A model that goes its own way from here. */
    TreeModel fork() {
        return new TreeModel(random.split(), new TreeMap<>(entries));
    }

    Hash root() {
        return NAIVE.root(entries);
    }

    SortedMap<Hash, Hash> entries() {
        return new TreeMap<>(entries);
    }

    int upTo(int bound) {
        return random.nextInt(bound) + 1;
    }

    Hash anyHash() {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** Draws a batch and applies it to the model. */
    List<TreeChange> batch(int sizeMax) {
        SortedMap<Hash, Optional<Hash>> changes = new TreeMap<>();
        int size = upTo(sizeMax);
        for (int i = 0; i < size; i++) {
            boolean delete = random.nextInt(3) == 0;
            changes.put(anyKey(), delete ? Optional.empty() : Optional.of(anyHash()));
        }
        List<TreeChange> batch = new ArrayList<>();
        changes.forEach((key, value) -> batch.add(new TreeChange(key, value)));
        apply(batch);
        return batch;
    }

    void apply(List<TreeChange> batch) {
        for (TreeChange change : batch) {
            if (change.valueHash().isPresent()) {
                entries.put(change.keyHash(), change.valueHash().get());
            } else {
                entries.remove(change.keyHash());
            }
        }
    }

    /** Present or absent, near or far from what is present. */
    Hash anyKey() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> anyHash();
            case 4, 5, 6 -> presentKey();
            case 7 -> nextTo(presentKey(), random.nextInt(32));
            case 8 -> nextTo(presentKey(), random.nextInt(256));
            case 9 -> nextTo(presentKey(), 255 - random.nextInt(4));
            default -> new Hash((long) random.nextInt(64) << 58, 0, 0, 0);
        };
    }

    private Hash presentKey() {
        if (entries.isEmpty()) {
            return anyHash();
        }
        var after = ((TreeMap<Hash, Hash>) entries).ceilingKey(anyHash());
        return after == null ? entries.firstKey() : after;
    }

    /** The key that differs in one bit. */
    static Hash nextTo(Hash key, int bit) {
        byte[] bytes = key.toArray();
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return Hash.of(bytes);
    }

    static Height height(long value) {
        return new Height(value);
    }
}
