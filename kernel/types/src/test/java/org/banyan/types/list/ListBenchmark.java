package org.banyan.types.list;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Tag;
import org.banyan.types.generators.RandomValues;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Microseconds on one thread: the root of a body of 65-byte leaves, next to hashing alone what it must hash, and one proof's check. Quote root / hashesAlone.
 * Run: {@code ./build -Pbench verify -pl kernel/types}.
 */
@State(Scope.Thread)
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ListBenchmark {
    private static final HashFunction HASH = Sha256.INSTANCE;

    @Param({"1000", "10000"})
    public int leaves;

    private List<Bytes> list;
    private ListProof proof;
    private HistoryAccumulator history;
    private BlockId block;

    @Setup
    public void prepare() {
        RandomValues values = new RandomValues(1);
        list = IntStream.range(0, leaves).mapToObj(i -> values.exactly(65)).toList();
        proof = CountedList.prove(HASH, list, leaves / 2);
        block = new BlockId(Hash.of(values.exactly(32)));
        history = HistoryAccumulator.EMPTY;
        for (int i = 0; i < leaves; i++) {
            history = history.append(HASH, block);
        }
    }

    @Benchmark
    public Hash root() {
        return CountedList.root(HASH, Tag.LIST_BODY, list);
    }

    @Benchmark
    public Hash hashesAlone() {
        Hash last = new Hash(0, 0, 0, 0);
        for (Bytes leaf : list) {
            last = HASH.hash(Tag.LEAF, leaf);
        }
        for (int i = 1; i < list.size(); i++) {
            last = HASH.hash(Tag.NODE, last, last);
        }
        return last;
    }

    @Benchmark
    public Hash checkOneProof() {
        return proof.rootOf(HASH, Tag.LIST_BODY, list.get(leaves / 2)).orElseThrow();
    }

    @Benchmark
    public Hash nextHistoryRoot() {
        return history.append(HASH, block).root(HASH);
    }
}
