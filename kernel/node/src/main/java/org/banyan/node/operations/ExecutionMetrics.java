package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.banyan.core.execution.ExecutionReport;
import org.banyan.core.execution.ExecutionReport.Cause;
import org.banyan.core.execution.ExecutionReport.How;
import org.banyan.core.execution.ExecutionReport.Way;
import org.banyan.core.execution.ExecutionWatch.Phase;
import org.banyan.node.execution.ExecutionTimes;
import org.banyan.node.execution.KeptExecution;

/** How one chain's blocks run, named as in CONVENTIONS.md 4. Written on the chain's lane. */
final class ExecutionMetrics {
    private final Map<Phase, Timer> phases = new EnumMap<>(Phase.class);
    private final Map<Way, Counter> ways = new EnumMap<>(Way.class);
    private final Map<How, Counter> transactions = new EnumMap<>(How.class);
    private final Map<Cause, Counter> conflicts = new EnumMap<>(Cause.class);
    private final Counter abandoned;
    private final Counter serial;
    private final DistributionSummary groups;
    private final DistributionSummary groupTransactions;
    private volatile double speedup = 1;

    ExecutionMetrics(MeterRegistry registry, Tags tags) {
        for (Phase phase : Phase.values()) {
            phases.put(phase, registry.timer("banyan_exec_block", tags.and("phase", word(phase))));
        }
        for (Way way : Way.values()) {
            if (way != Way.TRACED) {
                ways.put(way, registry.counter("banyan_exec_blocks", tags.and("way", word(way))));
            }
        }
        for (How how : How.values()) {
            transactions.put(how, registry.counter("banyan_exec_transactions", tags.and("how", word(how))));
        }
        for (Cause cause : Cause.values()) {
            conflicts.put(cause, registry.counter("banyan_exec_conflicts", tags.and("kind", word(cause))));
        }
        this.abandoned = registry.counter("banyan_exec_conflicts", tags.and("kind", word(Way.ABANDONED)));
        this.serial = registry.counter("banyan_exec_serial_transactions", tags);
        this.groups = registry.summary("banyan_exec_groups", tags);
        this.groupTransactions = registry.summary("banyan_exec_group_transactions", tags);
        registry.gauge("banyan_exec_speedup_ratio", tags, this, metrics -> metrics.speedup);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    void executed(KeptExecution execution) {
        ExecutionReport report = execution.report();
        Counter way = ways.get(report.way());
        if (way != null) {
            way.increment();
        }
        transactions.forEach((how, counter) -> counter.increment(report.count(how)));
        execution.times().ifPresent(times -> took(times, report));
        report.plan().ifPresent(plan -> {
            groups.record(plan.groups().count());
            plan.groups().sizes().forEach(groupTransactions::record);
            serial.increment(report.serial());
        });
        if (report.way() == Way.ABANDONED) {
            abandoned.increment(report.reexecuted());
        }
        report.repeated().forEach(repeated -> {
            Counter conflict = conflicts.get(repeated.cause());
            if (conflict != null) {
                conflict.increment();
            }
        });
    }

    private void took(ExecutionTimes times, ExecutionReport report) {
        phases.forEach((phase, timer) -> {
            if (times.nanos(phase) > 0) {
                timer.record(times.nanos(phase), TimeUnit.NANOSECONDS);
            }
        });
        if (report.way() == Way.PLANNED || report.way() == Way.ABANDONED) {
            speedup = times.speedup(report);
        }
    }
}
