package org.banyan.simulation.scenario;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.banyan.simulation.check.Findings.Finding;

/**
 * Many seeds, each a world of its own on one thread; several threads run different seeds. Every twentieth seed runs twice, and both runs must have the same
 * log.
 */
public final class Swarm {
    public static final String DETERMINISM = "determinism";

    private static final int FAILURES_MAX = 5;
    private static final int TWICE_EVERY = 20;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double NANOS_PER_MINUTE = 6e10;

    private final LongFunction<Outcome> scenario;

    /** @param scenario runs one seed; called by several threads */
    public Swarm(LongFunction<Outcome> scenario) {
        this.scenario = scenario;
    }

    /**
     * What came of all of them.
     *
     * @param failures the first ones, by seed
     * @param stalled seeds in which finality could not go on by the consensus' own rules
     * @param cpuNanos processor time of all threads
     */
    public record Summary(
            List<Outcome> failures,
            long seeds,
            long stalled,
            long virtualMillis,
            long events,
            long transactions,
            long lies,
            long finalBlocks,
            long cpuNanos) {
        public Summary {
            failures = List.copyOf(failures);
        }

        /** Names of what {@link #row} tells. */
        public static final String COLUMNS = "seeds,failed,stalled,virtual_hours,events,transactions,lies,final_blocks,"
                + "core_minutes,virtual_hours_per_core_minute";

        /** The same as a line of a table. */
        public String row() {
            return String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%.1f,%d,%d,%d,%d,%.1f,%.1f",
                    seeds,
                    failures.size(),
                    stalled,
                    virtualHours(),
                    events,
                    transactions,
                    lies,
                    finalBlocks,
                    coreMinutes(),
                    virtualHours() / coreMinutes());
        }

        private double virtualHours() {
            return virtualMillis / MILLIS_PER_HOUR;
        }

        private double coreMinutes() {
            return cpuNanos / NANOS_PER_MINUTE;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d seeds, %d failed, %d stalled by bound votes; %.1f virtual hours, %d events, %d transactions accepted,"
                            + " %d lies, %d final blocks; %.1f core-minutes, %.1f virtual hours per core-minute",
                    seeds,
                    failures.size(),
                    stalled,
                    virtualHours(),
                    events,
                    transactions,
                    lies,
                    finalBlocks,
                    coreMinutes(),
                    virtualHours() / coreMinutes());
        }
    }

    /** Runs seeds {@code from} to {@code to}; ends early when several failed. */
    public Summary run(long from, long to, int threads) {
        AtomicLong next = new AtomicLong(from);
        Tally tally = new Tally();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().name("seeds-" + i).start(() -> {
                for (long seed = next.getAndIncrement(); seed <= to && tally.goesOn(); seed = next.getAndIncrement()) {
                    tally.add(one(seed));
                }
                tally.cpu(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
            }));
        }
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the swarm was interrupted", interrupted);
            }
        }
        return tally.summary();
    }

    private Outcome one(long seed) {
        Outcome outcome = scenario.apply(seed);
        if (seed % TWICE_EVERY != 0 || !outcome.isSound()) {
            return outcome;
        }
        Outcome again = scenario.apply(seed);
        return again.logHash().equals(outcome.logHash())
                ? outcome
                : again.with(new Finding(
                        DETERMINISM,
                        "two runs differ: their logs have " + outcome.logHash() + " and " + again.logHash()));
    }

    /** Adds up what several threads found. */
    private static final class Tally {
        private final List<Outcome> failures = new ArrayList<>();
        private long seeds;
        private long stalled;
        private long virtualMillis;
        private long events;
        private long transactions;
        private long lies;
        private long finalBlocks;
        private long cpuNanos;

        synchronized boolean goesOn() {
            return failures.size() < FAILURES_MAX;
        }

        synchronized void add(Outcome outcome) {
            seeds++;
            stalled += outcome.stalled().isEmpty() ? 0 : 1;
            virtualMillis += outcome.virtualMillis();
            events += outcome.events();
            transactions += outcome.transactions();
            lies += outcome.lies();
            finalBlocks += outcome.finalHeight();
            if (!outcome.isSound()) {
                failures.add(outcome);
            }
        }

        synchronized void cpu(long nanos) {
            cpuNanos += nanos;
        }

        synchronized Summary summary() {
            failures.sort((one, other) -> Long.compare(one.seed(), other.seed()));
            return new Summary(
                    failures, seeds, stalled, virtualMillis, events, transactions, lies, finalBlocks, cpuNanos);
        }
    }
}
