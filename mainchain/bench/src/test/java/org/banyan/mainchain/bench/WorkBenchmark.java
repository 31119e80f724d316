package org.banyan.mainchain.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the units of a call of the bench contract cost in processor time: about 1, 5, 20 and 50 microseconds, so that a workload can be given its units. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WorkBenchmark {
    @Param({"400", "2000", "8000", "20000"})
    private long units;

    private long seed;

    @Benchmark
    public long spend() {
        return Work.spend(seed++, units);
    }
}
