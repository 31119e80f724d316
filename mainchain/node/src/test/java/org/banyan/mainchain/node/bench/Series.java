package org.banyan.mainchain.node.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The runs of one workload, in the order of the pairs. */
final class Series {
    private final int operations;
    private final List<Meter> runs = new ArrayList<>();

    /** @param operations of each run */
    Series(int operations) {
        this.operations = operations;
    }

    void add(Meter run) {
        runs.add(run);
    }

    List<Double> each(ToDoubleFunction<Meter> figure) {
        return runs.stream().map(figure::applyAsDouble).toList();
    }

    List<Double> cpuMicros() {
        return each(run -> run.cpuMicrosPer(operations));
    }

    List<Double> perSecond() {
        return each(run -> run.wallPerSecond(operations));
    }

    List<Double> allocated() {
        return each(run -> (double) run.allocatedBytes() / operations);
    }

    /** Pair by pair, how much faster this was than {@code other} in CPU time: 1 when both cost the same. */
    List<Double> cpuRatio(Series other) {
        return ratio(other, (mine, its) -> (double) its.cpuNanos() / other.operations * operations / mine.cpuNanos());
    }

    /** The same by the wall clock. */
    List<Double> wallRatio(Series other) {
        return ratio(other, (mine, its) -> (double) its.wallNanos() / other.operations * operations / mine.wallNanos());
    }

    private List<Double> ratio(Series other, BiFunction<Meter, Meter, Double> of) {
        return IntStream.range(0, runs.size())
                .mapToObj(i -> of.apply(runs.get(i), other.runs.get(i)))
                .toList();
    }
}
