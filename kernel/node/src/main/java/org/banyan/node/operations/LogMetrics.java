package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How much was logged, by level. Thread-safe. */
public final class LogMetrics {
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    private final Map<String, Counter> levels;

    LogMetrics(MeterRegistry registry) {
        this.levels = LEVELS.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), level -> registry.counter("banyan_log_events", "level", level)));
    }

    /** @param level such as {@code warn} */
    public void logged(String level) {
        Counter counter = levels.get(level);
        if (counter != null) {
            counter.increment();
        }
    }
}
