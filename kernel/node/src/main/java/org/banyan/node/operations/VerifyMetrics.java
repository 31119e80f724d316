package org.banyan.node.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.banyan.node.chain.VerifyObserver;
import org.banyan.spi.verification.VerifyWorkers;

/** What becomes of chunks of signatures while there are verify workers. Thread-safe. */
final class VerifyMetrics implements VerifyObserver {
    private final Map<Fate, Counter> chunks = new EnumMap<>(Fate.class);

    VerifyMetrics(MeterRegistry registry, VerifyWorkers workers) {
        registry.gauge("banyan_exec_verify_worker_present", workers, each -> each.present() ? 1 : 0);
        for (Fate fate : Fate.values()) {
            chunks.put(
                    fate,
                    registry.counter(
                            "banyan_exec_verify_worker_chunks",
                            "fate",
                            fate.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void chunk(Fate fate) {
        Counter counter = chunks.get(fate);
        if (counter != null) {
            counter.increment();
        }
    }
}
