package org.banyan.runtimes.trusted;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.banyan.contract.BatchRunner;
import org.banyan.contract.Batches;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One batch of 1,000 records: a loop, and spread over two cores. Work is that of the bench contract, about 3 ns a unit. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatchesBenchmark {
    private static final BatchRunner TWO = new ParallelBatches(2);

    /** Units of a record: what a record takes is about 0.06, 1, 5 and 20 microseconds. */
    @Param({"20", "330", "1700", "6700"})
    private int units;

    private final List<Integer> records = IntStream.range(0, 1_000).boxed().toList();

    private long spend(int seed) {
        long mixed = seed;
        for (int unit = 0; unit < units; unit++) {
            mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ mixed >>> 29) * 0xc4ceb9fe1a85ec53L + 1;
        }
        return mixed;
    }

    private List<Long> batch(BatchRunner runner) {
        return new Batches(paid -> {}, runner).map(records, record -> units, this::spend);
    }

    @Benchmark
    public List<Long> loop() {
        return batch(BatchRunner.SEQUENTIAL);
    }

    @Benchmark
    public List<Long> twoCores() {
        return batch(TWO);
    }
}
